// Reads the arguments of shipped scenarios: by place or by name, as a test, a command line or a plan gives them.
import { type Duration, parseDuration } from '../../deadline/index.ts'
import { didYouMean, nearest, PushwrightError, quoteForMessage } from '../../errors/index.ts'
import { isObject } from '../../json/index.ts'
import type { ClaimOverrides } from '../commands/index.ts'

/**
 * The arguments of a shipped scenario: one object, as in `basic({ vapidKey })`, or values in the order of its members, as in
 * `notificationForever(30, true)`.
 */
export type SettingsArguments<Settings> = (Settings | Duration | boolean | undefined)[]

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
  for (const [written, value] of entriesOf(args, known)) {
    const name = known.find((one) => one.toLowerCase() === written.replaceAll('_', '').toLowerCase())
    if (name === undefined) {
      throw new PushwrightError('ERR_OPTION', `There is no argument ${written}${didYouMean(nearest(written, known))}`)
    }
    if (value !== undefined) settings[name] = readOne(name, readers[name], value)
  }
  return settings
}

/** Names and values, as they are written. */
function entriesOf(args: readonly unknown[], known: readonly string[]): (readonly [name: string, value: unknown])[] {
  const last = args.at(-1)
  const named = isObject(last) ? Object.entries(last) : []
  const placed = isObject(last) ? args.slice(0, -1) : args
  if (placed.length > known.length) {
    throw new PushwrightError(
      'ERR_OPTION',
      `Expected at most ${known.length} arguments (${known.join(', ')}), got ${placed.length}.`,
    )
  }
  return [...placed.map((value, index) => [known[index] as string, value] as const), ...named]
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
  return {
    initial: false,
    expected: 'true or false',
    read: (value) => (typeof value === 'boolean' || isDuration(value) ? values.get(String(value)) : undefined),
  }
}

/** Text, or nothing. */
export function text(): SettingReader<string | undefined> {
  return { initial: undefined, expected: 'text', read: (value) => (typeof value === 'string' ? value : undefined) }
}

/** The claims of a VAPID token, or nothing; JSON text will do. */
export function claims(): SettingReader<ClaimOverrides | undefined> {
  return { initial: undefined, expected: 'an object of VAPID claims', read: readClaims }
}

function readClaims(value: unknown): ClaimOverrides | undefined {
  try {
    const object: unknown = typeof value === 'string' ? JSON.parse(value) : value
    return isObject(object) ? object : undefined
  } catch {
    // The caller says what was expected.
    return undefined
  }
}

function readOne<T>(name: string, { read, expected }: SettingReader<T>, value: unknown): T {
  const result = read(value)
  if (result !== undefined) return result
  throw new PushwrightError('ERR_OPTION', `Expected \`${name}\` to be ${expected}, got ${shown(value)}.`)
}

function shown(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? quoteForMessage(String(value)) : `a ${typeof value}`
}

function isDuration(value: unknown): value is Duration {
  return typeof value === 'number' || typeof value === 'string'
}
