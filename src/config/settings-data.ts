// What a section's settings are made of, and what a list of them gives out.

import type { PushwrightError } from '../errors/index.ts'
import type { Setting } from './setting.ts'

/** One section as plain data. It holds secrets: hand it over, never print it. */
export interface SettingsData {
  readonly section: string
  /** The INI, as messages name it. */
  readonly file: string
  /** The line of the section header. */
  readonly line: number
  /** The directory that paths are relative to. */
  readonly root: string
  readonly settings: readonly Setting[]
}

/** One entry of a list and the error to throw when it is wrong. */
export interface ListEntry {
  readonly text: string
  /** What may be printed of it. */
  readonly shown: string
  /** An `ERR_CONFIG` at the entry's own line. */
  error(message: string): PushwrightError
}
