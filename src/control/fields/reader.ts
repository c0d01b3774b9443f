// Reads single values of JSON or of a query, each as one kind of thing.
import { type Duration, parseDuration } from '../../deadline/index.ts'
import { PushwrightError } from '../../errors/index.ts'

/** Gives a typed value, or throws `ERR_OPTION` that says what was expected of the field `name`. */
export type Reader<T> = (value: unknown, name: string) => T

/** The least and the greatest value, both included. */
export interface Between {
  readonly minimum: number
  readonly maximum: number
}

/** A field that can be absent or null. */
export function optional<T>(reader: Reader<T>): Reader<T | undefined> {
  return (value, name) => (value === undefined || value === null ? undefined : reader(value, name))
}

/** A text of at most `maximum` characters that fits the pattern, whose meaning `what` tells. */
export function text(maximum: number, what = 'a text', pattern: RegExp = /^/): Reader<string> {
  const expected = `${what} of at most ${maximum} characters`
  return (value, name) => {
    if (typeof value === 'string' && value.length <= maximum && pattern.test(value)) return value
    throw wrong(name, expected, value)
  }
}

/** A whole number, or its digits. */
export function integer({ minimum, maximum }: Between): Reader<number> {
  const expected = `a whole number from ${minimum} to ${maximum}`
  return (value, name) => {
    const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value
    if (Number.isInteger(number) && isBetween(number as number, { minimum, maximum })) return number as number
    throw wrong(name, expected, value)
  }
}

/** Any number. */
export function number(range: Between): Reader<number> {
  const expected = `a number from ${range.minimum} to ${range.maximum}`
  return (value, name) => {
    if (typeof value === 'number' && isBetween(value, range)) return value
    throw wrong(name, expected, value)
  }
}

/** A duration such as `30s`, or milliseconds; gives milliseconds. */
export function duration(maximum: number): Reader<number> {
  const expected = `a duration such as 500ms, 5s or 2m, of at most ${maximum / 1000}s`
  return (value, name) => {
    const isDuration = typeof value === 'string' || typeof value === 'number'
    const milliseconds = isDuration ? parseDuration(value as Duration) : undefined
    if (milliseconds !== undefined && milliseconds <= maximum) return milliseconds
    throw wrong(name, expected, value)
  }
}

/** True or false. */
export const flag: Reader<boolean> = (value, name) => {
  if (typeof value === 'boolean') return value
  throw wrong(name, 'true or false', value)
}

/** The first of the readers that takes the value; `what` tells what they take together. */
export function either<A, B>(what: string, first: Reader<A>, second: Reader<B>): Reader<A | B> {
  return (value, name) => {
    for (const reader of [first, second]) {
      try {
        return reader(value, name)
      } catch {
        // The other one may take it; the error below speaks for both.
      }
    }
    throw wrong(name, what, value)
  }
}

/** The `ERR_OPTION` for a field. Of lists and objects it says only that they are that, since they can be deep. */
export function wrong(name: string, expected: string, value: unknown): PushwrightError {
  const got = value === undefined ? 'it is missing' : `got ${describe(value)}`
  return new PushwrightError('ERR_OPTION', `Expected \`${name}\` to be ${expected}, ${got}.`, { details: { name } })
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && value !== null) return 'an object'
  const written = String(value)
  return `\`${written.length > 80 ? `${written.slice(0, 77)}...` : written}\``
}

function isBetween(value: number, { minimum, maximum }: Between): boolean {
  return value >= minimum && value <= maximum
}
