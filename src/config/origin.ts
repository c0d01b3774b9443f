// Where a value stood, and errors that say so.

import { PushwrightError } from '../errors/index.ts'

/** Where a value came from: a line of the INI, an environment variable, an option of the caller, or the default. */
export interface Origin {
  readonly source: 'file' | 'environment' | 'option' | 'default'
  /** The INI, as messages name it. */
  readonly file: string
  /** The line, from 1: the value's own, or the section header's for a default; 0 when there is neither. */
  readonly line: number
  readonly section: string
  readonly key: string
  /** The environment variable or the option that gave the value; absent for a value of the file. */
  readonly variable?: string
}

/** As much of an {@link Origin} as is known; a broken line has no key yet. */
export type Place = Partial<Origin> & Pick<Origin, 'file'>

/**
 * How messages name a place: `.local/e2etest.ini:7 [stage] timeout`, `PUSHWRIGHT_TIMEOUT` or `option timeout`.
 *
 * @param place - What is known of the place.
 */
export function describePlace(place: Place): string {
  if (place.source === 'environment') return String(place.variable)
  if (place.source === 'option') return `option ${place.variable}`
  const line = place.line ? `:${place.line}` : ''
  const section = place.section ? ` [${place.section}]` : ''
  const key = place.key ? ` ${place.key}` : ''
  return `${place.file}${line}${section}${key}`
}

/**
 * An `ERR_CONFIG` whose message begins with the place, and whose details have `file`, `line`, `section`, `key` and `variable` as far as known.
 *
 * @param place - What is known of the place.
 * @param message - What was expected and what came, as the rest of a sentence.
 */
export function configError(place: Place, message: string, cause?: unknown): PushwrightError {
  const { file, line, section, key, variable } = place
  const known = Object.entries({ file, line: line || undefined, section, key, variable })
  const details = Object.fromEntries(known.filter(([, value]) => value !== undefined))
  return new PushwrightError(
    'ERR_CONFIG',
    `${describePlace(place)}: ${message}`,
    cause ? { cause, details } : { details },
  )
}
