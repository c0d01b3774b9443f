// Placeholders in what is sent: `${name}` stands for a captured value.
import { PushwrightError } from '../errors/index.ts'

/** Gives the values of placeholders. @internal */
export interface Scope {
  /** @throws PushwrightError `ERR_OPTION` if there is no such value. */
  read(name: string): unknown
}

/** A value with placeholders, made once. @internal */
export interface Template<T = unknown> {
  /** The placeholders, in order of appearance. */
  readonly names: readonly string[]
  /** The value with every placeholder replaced. The template itself stays as it is. */
  fill(scope: Scope): T
}

/** What a placeholder within text becomes. */
type Insertion = (value: unknown, before: string) => string

const placeholder = /\$(\$\{)|\$\{([^{}]*)\}/g

/**
 * Reads placeholders in a JSON value, at any depth. Text that is one placeholder and nothing else becomes the value itself,
 * with its type; within longer text it becomes text (JSON for objects and arrays). `$${` is a literal `${`.
 *
 * @param value - JSON; what is no text stays.
 */
export function compileTemplate<T>(value: T): Template<T> {
  return compile(value) as Template<T>
}

/** Reads placeholders in text that stays text, such as a header. */
export function compileText(text: string): Template<string> {
  return inline(text, asText)
}

/** Reads placeholders in a URL: the value is percent-encoded, unless the URL begins with it. */
export function compileUrl(url: string): Template<string> {
  return inline(url, (value, before) => (before === '' ? asText(value) : encodeURIComponent(asText(value))))
}

/**
 * JSON as it will be on the wire, detached from the caller's objects.
 *
 * @throws PushwrightError `ERR_OPTION` if it cannot be JSON.
 */
export function snapshot<T>(value: T, what: string): T {
  let cause: unknown
  try {
    const json = JSON.stringify(value) as string | undefined
    if (json !== undefined) return JSON.parse(json) as T
  } catch (error) {
    cause = error
  }
  const why = cause === undefined ? `a ${typeof value}` : (cause as Error).message
  throw new PushwrightError('ERR_OPTION', `Expected ${what} to be JSON, got ${why}.`, { cause })
}

function compile(value: unknown): Template {
  if (typeof value === 'string') return compileString(value)
  if (typeof value !== 'object' || value === null) return constant(value)
  const entries = Object.entries(value).map(([name, member]) => [name, compile(member)] as const)
  return {
    names: entries.flatMap(([, member]) => member.names),
    fill(scope) {
      const filled = entries.map(([name, member]) => [name, member.fill(scope)] as const)
      return Array.isArray(value) ? filled.map(([, member]) => member) : Object.fromEntries(filled)
    },
  }
}

function compileString(text: string): Template {
  const whole = /^\$\{([^{}]*)\}$/.exec(text)
  if (whole === null) return inline(text, asText)
  const name = whole[1] as string
  return { names: [name], fill: (scope) => scope.read(name) }
}

function inline(text: string, insert: Insertion): Template<string> {
  if (!text.includes('${')) return constant(text)
  const names = [...text.matchAll(placeholder)].flatMap(([, , name]) => (name === undefined ? [] : [name]))
  return {
    names,
    fill: (scope) =>
      text.replace(placeholder, (_whole, literal: string | undefined, name: string, offset: number) =>
        literal === undefined ? insert(scope.read(name), text.slice(0, offset)) : literal,
      ),
  }
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function constant<T>(value: T): Template<T> {
  return { names: [], fill: () => value }
}
