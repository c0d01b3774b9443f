// Lets so many in at a time; the others wait in line.

/** Slots for work. */
export class Slots {
  #free: number
  readonly #waiting: (() => void)[] = []

  constructor(count: number) {
    this.#free = count
  }

  /** Waits for a slot, works, and gives it back. */
  async within<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--
    else await new Promise<void>((resolve) => this.#waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      // Handed over, so that nobody who comes just now can take it first.
      if (next === undefined) this.#free++
      else next()
    }
  }
}
