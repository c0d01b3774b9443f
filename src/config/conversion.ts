// Reads single values of one kind each, and says what was expected when one is something else.

import { parseDuration } from '../deadline/index.ts'

/** How one kind of value is read. */
export interface Conversion<T> {
  /** What a message says was expected. */
  readonly expected: string
  /** The value, or `undefined` when `text` is none of this kind. */
  parse(text: string): T | undefined
  /** What was expected instead of a value that is of this kind and yet out of range. */
  refuse?(value: T): string | undefined
}

/** The least and the greatest value allowed, both included. */
export interface Range {
  readonly minimum?: number
  readonly maximum?: number
}

const words = new Map([
  ...['true', 'yes', 'on', '1'].map((word) => [word, true] as const),
  ...['false', 'no', 'off', '0'].map((word) => [word, false] as const),
])

/** `true`, `yes`, `on`, `1`, and their opposites. */
export const toBoolean: Conversion<boolean> = {
  expected: 'true or false',
  parse: (text) => words.get(text.toLowerCase()),
}

// A Node timer with a longer delay fires at once.
const longestTimer = 2_147_483_647

/** A duration in milliseconds. */
export function toDuration({ minimum = 0, maximum = longestTimer }: Range = {}): Conversion<number> {
  return {
    expected: 'a duration such as 500ms, 5s or 2m',
    parse: parseDuration,
    refuse: (value) => outside(value, minimum, maximum, (limit) => `${limit}ms`),
  }
}

/** A decimal number without sign or exponent. */
export function toNumber({ minimum = 0, maximum = Number.MAX_VALUE }: Range = {}): Conversion<number> {
  return {
    expected: 'a number such as 1 or 0.5',
    parse: (text) => (/^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined),
    refuse: (value) => outside(value, minimum, maximum, String),
  }
}

/** A whole number without sign or exponent. */
export function toInteger({ minimum = 0, maximum = Number.MAX_SAFE_INTEGER }: Range = {}): Conversion<number> {
  return {
    expected: 'a whole number such as 4',
    parse: (text) => (/^\d+$/.test(text) ? Number(text) : undefined),
    refuse: (value) => outside(value, minimum, maximum, String),
  }
}

function outside(
  value: number,
  minimum: number,
  maximum: number,
  write: (limit: number) => string,
): string | undefined {
  if (value < minimum) return `at least ${write(minimum)}`
  if (value > maximum) return `at most ${write(maximum)}`
  return undefined
}

/** One of a few words, exactly as written. */
export function toChoice<const Choice extends string>(choices: readonly Choice[]): Conversion<Choice> {
  return { expected: `one of ${choices.join(', ')}`, parse: (text) => choices.find((choice) => choice === text) }
}

/** An absolute URL, of one of `protocols` (with the colon) if any are given. */
export function toUrl(protocols: readonly string[] = []): Conversion<URL> {
  const schemes = protocols.map((protocol) => `${protocol}//`).join(' or ')
  return {
    expected: protocols.length === 0 ? 'a URL' : `a URL that begins with ${schemes}`,
    parse(text) {
      const url = URL.parse(text)
      return url && (protocols.length === 0 || protocols.includes(url.protocol)) ? url : undefined
    },
  }
}

/** The origin of an http or https URL that has nothing behind the port. */
export const toOrigin: Conversion<string> = {
  expected: 'an origin such as https://updates.stage.example, without a path',
  parse(text) {
    const url = URL.parse(text)
    const bare = url && `${url.protocol}//${url.host}/` === url.href
    return bare && /^https?:$/.test(url.protocol) ? url.origin : undefined
  },
}
