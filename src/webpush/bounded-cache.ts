// A map that forgets what was not asked for longest, so that keys and tokens of a long run do not pile up.

/** A cache of at most `limit` entries; the least recently used one goes first. */
export class BoundedCache<Key, Value> {
  readonly #entries = new Map<Key, Value>()
  readonly #limit: number

  /** @param limit - How many entries are kept, at least 1. */
  constructor(limit: number) {
    this.#limit = limit
  }

  /** How many entries are kept now. */
  get size(): number {
    return this.#entries.size
  }

  /** The value of `key`, which becomes the most recently used, or `undefined`. */
  get(key: Key): Value | undefined {
    const value = this.#entries.get(key)
    if (value === undefined) return undefined
    this.#entries.delete(key)
    this.#entries.set(key, value)
    return value
  }

  /** Keeps `value` for `key` and gives it back. */
  set(key: Key, value: Value): Value {
    this.#entries.delete(key)
    this.#entries.set(key, value)
    if (this.#entries.size > this.#limit) {
      for (const oldest of this.#entries.keys()) {
        this.#entries.delete(oldest)
        break
      }
    }
    return value
  }

  /** Forgets `key`, if it still has `value`. */
  deleteIf(key: Key, value: Value): void {
    if (this.#entries.get(key) === value) this.#entries.delete(key)
  }
}
