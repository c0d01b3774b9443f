// What the actions of a run wait for at the moment, for failures to tell.

/** Waits under way. */
export class Waits {
  readonly #waits = new Set<() => string>()

  /** Remembers `what` while the work lasts. */
  async during<T>(what: () => string, work: Promise<T>): Promise<T> {
    this.#waits.add(what)
    try {
      return await work
    } finally {
      this.#waits.delete(what)
    }
  }

  /** What is waited for now. */
  describe(): string[] {
    return [...this.#waits].map((what) => what())
  }
}
