// The shape of one row of the key tables.

/**
 * What a value is read as.
 *
 * - `origins` is a list of `https://host:port`, without a path.
 * - `quirks` and `features` are lists of ids, where a bare name is short for a URN.
 * - `path` is relative to the project root.
 */
export type KeyType =
  | 'string'
  | 'boolean'
  | 'duration'
  | 'number'
  | 'integer'
  | 'choice'
  | 'path'
  | 'url'
  | 'list'
  | 'origins'
  | 'quirks'
  | 'features'

/** One key of the INI: validation, the README's table and the sample INI come from it. */
export interface KeyDescription {
  readonly name: string
  readonly type: KeyType
  /** One line for people. */
  readonly text: string
  /** What holds when the key is absent, as it would be written. */
  readonly default?: string
  /** Whether a target cannot be used without the key. */
  readonly required?: boolean
  /** A value as it would be written, for the sample. */
  readonly example?: string
  /** Whether the value is never printed. */
  readonly secret?: boolean
  /** The words of a `choice`; those in `aliases` are read as another. */
  readonly choices?: readonly string[]
  /** Other spellings of a `choice`, each with the word it stands for. */
  readonly aliases?: Readonly<Record<string, string>>
  /** The protocols of a `url`, with the colon. */
  readonly protocols?: readonly string[]
  /** The least a number or a duration (in milliseconds) may be. */
  readonly minimum?: number
}

/**
 * Whether the key takes several values, by `key[]` lines or commas.
 *
 * @param description - A row of the key tables.
 */
export function isList(description: KeyDescription): boolean {
  return ['list', 'origins', 'quirks', 'features'].includes(description.type)
}
