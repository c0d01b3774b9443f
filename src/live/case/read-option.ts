// Reads one option at a time; what cannot be is refused with a sentence that names it.
import { type Duration, parseDuration } from '../../deadline/index.ts'
import { PushwrightError } from '../../errors/index.ts'

/** Whether text can be a name: names become parts of subjects and of metrics. */
export function isName(text: string): boolean {
  return /^[\w-]{1,64}$/.test(text)
}

/**
 * Gives a name back if it can be one.
 *
 * @throws PushwrightError `ERR_OPTION`.
 */
export function requireName(name: string, what: string): string {
  if (isName(name)) return name
  throw new PushwrightError(
    'ERR_OPTION',
    `Expected ${what} to be 1 to 64 letters, digits, - and _, got ${JSON.stringify(name)}.`,
  )
}

/**
 * Milliseconds of a duration above 0.
 *
 * @throws PushwrightError `ERR_OPTION`.
 */
export function readDuration(value: Duration, what: string): number {
  const milliseconds = parseDuration(value)
  if (milliseconds !== undefined && milliseconds > 0) return milliseconds
  throw new PushwrightError(
    'ERR_OPTION',
    `Expected ${what} to be a duration above 0 such as 500ms, 5s or 2m, got ${value}.`,
  )
}

/**
 * A number from `least` to `most`.
 *
 * @throws PushwrightError `ERR_OPTION`.
 */
export function readNumber(value: number, what: string, least: number, most: number): number {
  if (value >= least && value <= most) return value
  throw new PushwrightError('ERR_OPTION', `Expected ${what} to be a number from ${least} to ${most}, got ${value}.`)
}

/**
 * A whole number from `least` to a million.
 *
 * @throws PushwrightError `ERR_OPTION`.
 */
export function readCount(value: number, what: string, least = 1): number {
  const most = 1_000_000
  if (Number.isInteger(value) && value >= least && value <= most) return value
  throw new PushwrightError(
    'ERR_OPTION',
    `Expected ${what} to be a whole number from ${least} to ${most}, got ${value}.`,
  )
}
