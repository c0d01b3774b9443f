// The settings of one section behind typed readers; every error says where the value stood.

import { resolve } from 'node:path'
import { inspect } from 'node:util'
import type { PushwrightError } from '../errors/index.ts'
import { quoteForMessage } from '../errors/index.ts'
import {
  type Conversion,
  type Range,
  toBoolean,
  toChoice,
  toDuration,
  toInteger,
  toNumber,
  toOrigin,
  toUrl,
} from './conversion.ts'
import { configError, type Origin } from './origin.ts'
import { hidden } from './secrets.ts'
import type { Setting, SettingPart } from './setting.ts'
import type { ListEntry, SettingsData } from './settings-data.ts'

/** The keys of one section, read by type. A reader gives `undefined` (or its fallback) for a key that is not set. */
export class Settings {
  readonly #data: SettingsData
  readonly #settings: ReadonlyMap<string, Setting>
  readonly #asked = new Set<string>()

  static {
    // Not a method: isolated declarations allow no computed name in a class.
    const value = function (this: Settings): Record<string, unknown> {
      return this.toJSON()
    }
    Object.defineProperty(Settings.prototype, inspect.custom, { value })
  }

  constructor(data: SettingsData) {
    this.#data = data
    this.#settings = new Map(data.settings.map((setting) => [setting.key, setting]))
  }

  /** The keys that are set, by whatever source. */
  get keys(): readonly string[] {
    return Array.from(this.#settings.keys())
  }

  /** The keys that were asked for so far, set or not. */
  get asked(): ReadonlySet<string> {
    return this.#asked
  }

  /** Whether a key is set, by whatever source. */
  has(key: string): boolean {
    this.#asked.add(key)
    return this.#settings.has(key)
  }

  /** The text of a key. */
  string(key: string): string | undefined
  string(key: string, fallback: string): string
  string(key: string, fallback?: string): string | undefined {
    return this.#part(key)?.text ?? fallback
  }

  /** The text of a key that must be set and not empty; throws `ERR_CONFIG` otherwise. */
  required(key: string): string {
    const text = this.string(key)
    if (text) return text
    throw this.error(
      key,
      text === undefined ? `the key is required; add \`${key} = ...\`.` : 'the value must not be empty.',
    )
  }

  /** `true`, `yes`, `on` or `1`, or their opposites. */
  boolean(key: string): boolean | undefined
  boolean(key: string, fallback: boolean): boolean
  boolean(key: string, fallback?: boolean): boolean | undefined {
    return this.#convert(key, toBoolean) ?? fallback
  }

  /** Milliseconds; written as `500ms`, `5s`, `2m`, or a bare number of seconds. Not scaled. */
  duration(key: string, range?: Range): number | undefined {
    return this.#convert(key, toDuration(range))
  }

  /** A number of at least 0, or of the range given. */
  number(key: string, range?: Range): number | undefined {
    return this.#convert(key, toNumber(range))
  }

  /** A whole number of at least 0, or of the range given. */
  integer(key: string, range?: Range): number | undefined {
    return this.#convert(key, toInteger(range))
  }

  /** One of a few words. */
  choice<const Choice extends string>(key: string, choices: readonly Choice[]): Choice | undefined {
    return this.#convert(key, toChoice(choices))
  }

  /** An absolute URL; `protocols` are those allowed, with the colon, all when absent. */
  url(key: string, { protocols }: { readonly protocols?: readonly string[] } = {}): URL | undefined {
    return this.#convert(key, toUrl(protocols))
  }

  /** An absolute path; the text is relative to the project root. */
  path(key: string): string | undefined {
    const text = this.#part(key)?.text
    if (text === '') throw this.error(key, 'expected a path, got "".')
    return text === undefined ? undefined : resolve(this.#data.root, text)
  }

  /** The entries of a list, from `key[]` lines and commas; a quoted value is one entry. Empty when the key is not set. */
  list(key: string): string[] {
    return this.entries(key).map((entry) => entry.text)
  }

  /** A list of http or https origins, normalised as `URL.origin` is. */
  origins(key: string): string[] {
    return this.entries(key).map((entry) => {
      const origin = toOrigin.parse(entry.text)
      if (origin === undefined) throw entry.error(`expected ${toOrigin.expected}, got ${quoteForMessage(entry.shown)}.`)
      return origin
    })
  }

  /** The entries of a list, each with its own error. */
  entries(key: string): ListEntry[] {
    this.#asked.add(key)
    const setting = this.#settings.get(key)
    return (setting?.parts ?? []).flatMap((part) => this.#split(setting as Setting, part))
  }

  /** Where a key stood; the section header, with source `default`, when it is not set. */
  origin(key: string): Origin {
    return this.#origin(key, this.#settings.get(key)?.parts[0])
  }

  /** An `ERR_CONFIG` that begins with where the key stood. A secret in `message` is replaced. */
  error(key: string, message: string): PushwrightError {
    return this.#error(key, this.#settings.get(key)?.parts[0], message)
  }

  /** The values of secret keys, and of the variables in them, to be looked for in what is printed. */
  secrets(): string[] {
    const secret = Array.from(this.#settings.values()).filter((setting) => setting.secret)
    return secret.flatMap(({ parts }) => parts.flatMap(secretsIn))
  }

  /** What may be printed: the keys and their values, `***` for secrets. */
  toJSON(): Record<string, unknown> {
    const shown = Array.from(this.#settings.values(), ({ key, secret, bracketed, parts }): [string, unknown] => {
      const texts = parts.map((part) => (secret ? hidden : part.shown))
      return [key, bracketed ? texts : texts[0]]
    })
    return { section: this.#data.section, file: this.#data.file, settings: Object.fromEntries(shown) }
  }

  /** The same as {@link Settings.toJSON}, as text. */
  toString(): string {
    return JSON.stringify(this)
  }

  #part(key: string): SettingPart | undefined {
    this.#asked.add(key)
    const setting = this.#settings.get(key)
    if (setting?.bracketed) throw this.error(key, `the key takes one value; write \`${key} = ...\` once, without [].`)
    return setting?.parts[0]
  }

  #convert<T>(key: string, conversion: Conversion<T>): T | undefined {
    const part = this.#part(key)
    if (!part) return undefined
    const value = conversion.parse(part.text)
    const expected = value === undefined ? conversion.expected : conversion.refuse?.(value)
    if (expected !== undefined) throw this.error(key, `expected ${expected}, got ${quoteForMessage(part.shown)}.`)
    return value
  }

  #split(setting: Setting, part: SettingPart): ListEntry[] {
    if (part.quoted && part.text === '' && !setting.bracketed) return []
    const texts = part.quoted ? [part.text] : part.text.split(',').map((text) => text.trim())
    return texts.map((text) => {
      if (text === '') throw this.#error(setting.key, part, 'the list has an empty entry; remove it.')
      const shown = setting.secret ? part.shown : part.shown === part.text ? text : part.shown
      return { text, shown, error: (message) => this.#error(setting.key, part, message, text) }
    })
  }

  #error(
    key: string,
    part: SettingPart | undefined,
    message: string,
    text: string = part?.text ?? '',
  ): PushwrightError {
    const secret = this.#settings.get(key)?.secret && part ? [text, ...secretsIn(part)] : []
    // A shorter secret would also be found inside ordinary words.
    const spoken = secret
      .filter((value) => value.length > 3)
      .reduce((said, value) => said.replaceAll(value, hidden), message)
    return configError(this.#origin(key, part), spoken)
  }

  #origin(key: string, part: SettingPart | undefined): Origin {
    const { file, section, line } = this.#data
    const { source = 'default', variable } = this.#settings.get(key) ?? {}
    return { source, file, line: part?.line ?? line, section, key, ...(variable !== undefined && { variable }) }
  }
}

/** A variable can hold a list, of which an entry is as secret as the whole. */
function secretsIn({ text, taken }: SettingPart): string[] {
  return [text, ...taken, ...taken.flatMap((value) => value.split(',').map((entry) => entry.trim()))]
}
