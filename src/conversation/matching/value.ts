// What a value in a message must be: a plain value, a regular expression, a predicate or an asymmetric matcher.
import { PushwrightError } from '../../errors/index.ts'
import { isObject } from '../../json/index.ts'
import { redact } from '../../transcript/index.ts'
import { shorten } from '../shorten.ts'
import { anyAt, type Path, parsePath } from './path.ts'

/** A matcher such as Vitest's `expect.any(Number)`, by its shape. */
export interface AsymmetricMatcher {
  asymmetricMatch(actual: unknown): boolean
  toString?(): string
}

/** A condition as a function. Its parameter may be declared with the type that is expected. One that throws is not fulfilled. */
export type Predicate = { fits(value: unknown): unknown }['fits']

/**
 * What a value must be: a plain value (compared deeply and exactly, without any conversion), a regular expression for text, a
 * predicate, or an asymmetric matcher. Arrays and objects may hold any of these.
 */
export type Expected = string | number | boolean | null | object | Predicate

/** One expected value, made once for all frames. @internal */
export interface ValueMatcher {
  fits(actual: unknown): boolean
  /** Where and how `actual` differs, one line each; `at` is where it stands. Empty if it fits. */
  differences(actual: unknown, at: string): string[]
  toString(): string
}

/** Fits every value, `null` too: the attribute is there. */
export const present: AsymmetricMatcher = { asymmetricMatch: () => true, toString: () => 'anything' }

/**
 * Fits an array of which one element, or an object of which one value, has all these attributes at once. (A wildcard in a
 * path looks at each attribute by itself, so that different elements may fulfil them.)
 *
 * @param attributes - Paths within the element to what is expected there.
 *
 * @example
 * ```ts
 * response().withAttribute('/items', some({ colour: 'red', size: 2 }))
 * ```
 */
export function some(attributes: Readonly<Record<string, Expected>>): AsymmetricMatcher {
  const wanted = compileAttributes(attributes)
  const fits = (element: unknown): boolean =>
    wanted.every(({ path, value }) => anyAt(element, path, (actual) => value.fits(actual)))
  return {
    asymmetricMatch: (actual) => typeof actual === 'object' && actual !== null && Object.values(actual).some(fits),
    toString: () => `some {${wanted.map(({ name, value }) => `${name}: ${value}`).join(', ')}}`,
  }
}

/** Reads what is expected; later changes of `expected` have no effect. @internal */
export function compileValue(expected: Expected): ValueMatcher {
  if (expected === undefined) {
    throw new PushwrightError(
      'ERR_OPTION',
      'Expected a value to compare with, got undefined. Leave it out, or give `present`, to ask only that there is one.',
    )
  }
  if (typeof expected === 'function')
    return leaf((actual) => Boolean((expected as Predicate)(actual)), nameOf(expected))
  if (typeof expected !== 'object' || expected === null) return leaf((actual) => actual === expected, show(expected))
  if (isAsymmetric(expected)) return leaf((actual) => expected.asymmetricMatch(actual), nameOfMatcher(expected))
  if (isRegExp(expected)) return pattern(expected)
  return Array.isArray(expected) ? list(expected) : record(expected as Record<string, Expected>)
}

/** Characters of a value in a message. */
const longest = 200

/** A value as in messages, at most 200 characters, without secrets. @internal */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing'
  return shorten(redact(JSON.stringify(value) ?? String(value)), longest)
}

/** The value of a member as in messages: whether it is secret is known from its name, the last of the path. @internal */
export function showAt(path: string, value: unknown): string {
  if (value === undefined) return 'nothing'
  const name = path.slice(path.lastIndexOf('/') + 1)
  return shorten(redact(JSON.stringify({ [name]: value })).slice(JSON.stringify(name).length + 2, -1), longest)
}

function compileAttributes(
  attributes: Readonly<Record<string, Expected>>,
): { name: string; path: Path; value: ValueMatcher }[] {
  return Object.entries(attributes).map(([name, expected]) => ({
    name,
    path: parsePath(name),
    value: compileValue(expected),
  }))
}

function isAsymmetric(value: object): value is AsymmetricMatcher {
  return typeof (value as Partial<AsymmetricMatcher>).asymmetricMatch === 'function'
}

/** Not `instanceof`: Vitest can run tests in a context that has classes of its own. */
function isRegExp(value: object): value is RegExp {
  return Object.prototype.toString.call(value) === '[object RegExp]'
}

function leaf(fits: (actual: unknown) => boolean, name: string): ValueMatcher {
  return {
    fits(actual) {
      try {
        return fits(actual)
      } catch {
        // Such as a predicate for text that is given a number; `differences` tells of it.
        return false
      }
    },
    differences(actual, at) {
      try {
        return fits(actual) ? [] : [`${at}: expected ${name}, got ${showAt(at, actual)}`]
      } catch (error) {
        return [`${at}: expected ${name}, got ${showAt(at, actual)}, for which it threw ${error}`]
      }
    },
    toString: () => name,
  }
}

/** Without the flags that make a pattern remember where it was. */
function pattern(expected: RegExp): ValueMatcher {
  const stateless = new RegExp(expected.source, expected.flags.replace(/[gy]/g, ''))
  return leaf((actual) => typeof actual === 'string' && stateless.test(actual), String(expected))
}

function list(expected: readonly Expected[]): ValueMatcher {
  const elements = expected.map(compileValue)
  return {
    fits: (actual) =>
      Array.isArray(actual) &&
      actual.length === elements.length &&
      elements.every((element, index) => element.fits(actual[index])),
    differences(actual, at) {
      if (!Array.isArray(actual)) return [`${at}: expected ${this}, got ${showAt(at, actual)}`]
      if (actual.length !== elements.length) {
        return [`${at}: expected ${elements.length} elements, got ${actual.length}: ${showAt(at, actual)}`]
      }
      return elements.flatMap((element, index) => element.differences(actual[index], `${at}/${index}`))
    },
    toString: () => `[${elements.join(', ')}]`,
  }
}

function record(expected: Readonly<Record<string, Expected>>): ValueMatcher {
  const members = Object.entries(expected).map(([name, value]) => [name, compileValue(value)] as const)
  const names = new Set(members.map(([name]) => name))
  return {
    fits: (actual) =>
      isObject(actual) &&
      Object.keys(actual).length === members.length &&
      members.every(([name, value]) => Object.hasOwn(actual, name) && value.fits(actual[name])),
    differences(actual, at) {
      if (!isObject(actual)) return [`${at}: expected ${this}, got ${showAt(at, actual)}`]
      const extra = Object.keys(actual).filter((name) => !names.has(name))
      return [
        ...members.flatMap(([name, value]) =>
          Object.hasOwn(actual, name)
            ? value.differences(actual[name], `${at}/${escapeName(name)}`)
            : [`${at}/${escapeName(name)}: expected ${value}, got nothing`],
        ),
        ...extra.map((name) => `${at}/${escapeName(name)}: expected nothing, got ${showAt(name, actual[name])}`),
      ]
    },
    toString: () => `{${members.map(([name, value]) => `${JSON.stringify(name)}: ${value}`).join(', ')}}`,
  }
}

function escapeName(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('*', '~2')
}

function nameOf(predicate: { name: string }): string {
  return predicate.name === '' ? 'what the predicate asks for' : `what ${predicate.name} asks for`
}

/** Vitest's own matchers give a name only in this form: `Any<Number>`, `ObjectContaining{...}`. */
function nameOfMatcher(matcher: AsymmetricMatcher): string {
  const { toAsymmetricMatcher, sample } = matcher as { toAsymmetricMatcher?: () => string; sample?: unknown }
  if (typeof toAsymmetricMatcher === 'function') return toAsymmetricMatcher.call(matcher)
  const name = String(matcher)
  return sample === undefined || name.startsWith('[') ? name : `${name} ${show(sample)}`
}
