// Waits for times of a run; all of them can be ended at once.

/** Longest delay that `setTimeout` takes. */
const maxDelay = 0x7fff_ffff

/** The clock of a run, and who waits for it. */
export class Agenda {
  readonly startedAt: number = performance.now()
  readonly #waits = new Set<() => void>()
  #hasEnded = false

  /** Milliseconds since the start. */
  get now(): number {
    return performance.now() - this.startedAt
  }

  get hasEnded(): boolean {
    return this.#hasEnded
  }

  /**
   * Waits for a time, in milliseconds since the start.
   *
   * @returns Whether it came; `false` if the agenda was ended.
   */
  async until(time: number): Promise<boolean> {
    while (!this.#hasEnded) {
      const delay = time - this.now
      if (delay <= 0) return true
      // Rounded up, since a timer may be early by a fraction of a millisecond.
      await this.#pause(Math.min(Math.ceil(delay), maxDelay))
    }
    return false
  }

  /** Ends every wait, also future ones. */
  end(): void {
    this.#hasEnded = true
    for (const wake of this.#waits) wake()
  }

  #pause(delay: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer)
        this.#waits.delete(wake)
        resolve()
      }
      const timer = setTimeout(wake, delay)
      this.#waits.add(wake)
    })
  }
}
