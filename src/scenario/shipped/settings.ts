// Reads the arguments of shipped scenarios: by place or by name, as a test, a command line or a plan gives them.
import { type Duration, parseDuration } from '../../deadline/index.ts'
import { didYouMean, nearest, PushwrightError } from '../../errors/index.ts'
import type { Claims } from '../commands/index.ts'

/**
 * The arguments of a shipped scenario: one object, as in `basic({ vapidKey })`, or values in the order of its members, as in
 * `notificationForever(30, true)`.
 */
export type SettingsArguments<Settings> = readonly (Settings | Duration | boolean | undefined)[]

/** A number of seconds, or text with a unit such as `500ms`. A command line has no other numbers. */
export type Seconds = Duration

/** How one setting is read. */
export interface SettingReader<T> {
  readonly initial: T
  /** For messages. */
  readonly expected: string
  /** Its value, `undefined` if it is none. */
  read(value: unknown): T | undefined
}

/**
 * Reads settings.
 *
 * @param args - The last may be an object; names in it may be written with underscores.
 * @param readers - By name, in the order of places.
 * @throws PushwrightError `ERR_OPTION` for a name that is unknown, for too many values, and for a wrong one.
 */
export function readSettings<T extends object>(
  args: SettingsArguments<object>,
  readers: { readonly [Name in keyof T]: SettingReader<T[Name]> },
): T {
  const known = Object.keys(readers) as (keyof T & string)[]
  const settings = Object.fromEntries(known.map((name) => [name, readers[name].initial])) as T
  const named = typeof args.at(-1) === 'object' ? (args.at(-1) as object) : {}
  const placed = args.slice(0, typeof args.at(-1) === 'object' ? -1 : args.length)
  if (placed.length > known.length) {
    throw new PushwrightError(
      'ERR_OPTION',
      `Expected at most ${known.length} arguments (${known.join(', ')}), got ${placed.length}.`,
    )
  }
  const given = [...placed.map((value, index) => [known[index] as string, value] as const), ...Object.entries(named)]
  for (const [written, value] of given) {
    const name = known.find((one) => one.toLowerCase() === written.replaceAll('_', '').toLowerCase())
    if (name === undefined) {
      throw new PushwrightError('ERR_OPTION', `There is no argument ${written}${didYouMean(nearest(written, known))}`)
    }
    if (value !== undefined) settings[name] = readOne(name, readers[name], value)
  }
  return settings
}

/** Seconds, which become milliseconds. */
export function seconds(initial: number): SettingReader<number> {
  return {
    initial: initial * 1000,
    expected: 'seconds, or a duration such as 500ms',
    // Digits without a unit are seconds.
    read: (value) => (isDuration(value) ? parseDuration(String(value)) : undefined),
  }
}

/** A whole number from 0. */
export function wholeNumber(initial: number): SettingReader<number> {
  return {
    initial,
    expected: 'a whole number',
    read: (value) => (isDuration(value) && /^\d{1,15}$/.test(String(value)) ? Number(value) : undefined),
  }
}

/** Yes or no; 1 and 0 will do. */
export function flag(): SettingReader<boolean> {
  const values = new Map([
    ['true', true],
    ['1', true],
    ['false', false],
    ['0', false],
  ])
  return { initial: false, expected: 'true or false', read: (value) => values.get(String(value)) }
}

/** Text, or nothing. */
export function text(): SettingReader<string | undefined> {
  return { initial: undefined, expected: 'text', read: (value) => (typeof value === 'string' ? value : undefined) }
}

/** The claims of a VAPID token, or nothing; JSON text will do. */
export function claims(): SettingReader<Claims | undefined> {
  return { initial: undefined, expected: 'an object of VAPID claims', read: readClaims }
}

function readClaims(value: unknown): Claims | undefined {
  try {
    const object: unknown = typeof value === 'string' ? JSON.parse(value) : value
    return typeof object === 'object' && object !== null ? (object as Claims) : undefined
  } catch {
    // The caller says what was expected.
    return undefined
  }
}

function readOne<T>(name: string, { read, expected }: SettingReader<T>, value: unknown): T {
  const result = read(value)
  if (result !== undefined) return result
  throw new PushwrightError('ERR_OPTION', `Expected \`${name}\` to be ${expected}, got ${JSON.stringify(value)}.`)
}

function isDuration(value: unknown): value is Duration {
  return typeof value === 'number' || typeof value === 'string'
}
