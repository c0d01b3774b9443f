// The settings of one target, as a provisioner's `configure` gets them.

import { didYouMean, nearest } from '../errors/index.ts'
import { type IdentifierKind, readIdentifier } from './identifier.ts'
import { Settings } from './settings.ts'
import type { SettingsData } from './settings-data.ts'

/** One target as plain data for a worker. It holds secrets: hand it over, never print it. */
export interface TargetData extends SettingsData {
  readonly provisioner: string
  /** Milliseconds, not scaled. */
  readonly timeout: number
  /** The keys that were validated; others are the provisioner's own to read. */
  readonly known: readonly string[]
}

/**
 * The settings of a target. Defaults of known keys are in it already; a provisioner reads its own keys with the typed readers.
 *
 * @example
 * ```ts
 * configure(settings: TargetSettings): void {
 *   this.#url = settings.url('url', { protocols: ['wss:'] })
 *   if (!this.#url) throw settings.error('url', 'the key is required.')
 *   settings.refuseUnread()
 * }
 * ```
 */
export class TargetSettings extends Settings {
  readonly #data: TargetData

  constructor(data: TargetData) {
    super(data)
    this.#data = data
  }

  /** The settings that {@link TargetSettings.toPlain} gave in another process. */
  static fromPlain(data: TargetData): TargetSettings {
    return new TargetSettings(data)
  }

  /** The section's name. */
  get name(): string {
    return this.#data.section
  }

  /** A built-in name, a path that begins with `./`, or a package, as written. */
  get provisioner(): string {
    return this.#data.provisioner
  }

  /** The INI, as messages name it. */
  get file(): string {
    return this.#data.file
  }

  /** The project root, which paths are relative to. */
  get root(): string {
    return this.#data.root
  }

  /** The budget of `blockingTimed` in milliseconds, not scaled. */
  get timeout(): number {
    return this.#data.timeout
  }

  /** The most clients at a time, if there is a limit. */
  get maxClients(): number | undefined {
    return this.integer('max_clients')
  }

  /** The quirks declared, as URIs. */
  get quirks(): readonly string[] {
    return this.#identifiers('quirks', 'quirk')
  }

  /** The features declared beyond those that discovery finds, as URIs. */
  get features(): readonly string[] {
    return this.#identifiers('features', 'feature')
  }

  /** The features declared absent, as URIs. */
  get missingFeatures(): readonly string[] {
    return this.#identifiers('missing_features', 'feature')
  }

  /** The keys that are set, were not validated, and that nobody has read: misspelled, probably. */
  unread(): string[] {
    const known = new Set(this.#data.known)
    return this.keys.filter((key) => !known.has(key) && !this.asked.has(key))
  }

  /** Throws `ERR_CONFIG` for the first key of {@link TargetSettings.unread}, with the nearest name that could have been meant. */
  refuseUnread(): void {
    const [key] = this.unread()
    if (key === undefined) return
    const suggestion = nearest(key, [...this.#data.known, ...this.asked])
    throw this.error(key, `the provisioner ${this.provisioner} does not read this key${didYouMean(suggestion)}`)
  }

  /** Everything, secrets too, as data that survives `structuredClone` and JSON. */
  toPlain(): TargetData {
    return this.#data
  }

  #identifiers(key: string, kind: IdentifierKind): string[] {
    const ids = this.entries(key).map((entry) => {
      const id = readIdentifier(entry.text, kind)
      if (id.problem !== undefined) throw entry.error(id.problem)
      return id.uri
    })
    return Array.from(new Set(ids))
  }
}
