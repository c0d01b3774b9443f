// Notices that no test comes any more: apart from what tests come to.
import type { LiveClock } from '../clock/live-clock.ts'

/** Watches one case. */
export class StallWatch {
  readonly #clock: LiveClock
  readonly #patience: number
  readonly #onStall: () => void
  #lastAt = 0
  #cancel: (() => void) | undefined

  /**
   * @param patience - Milliseconds without a test.
   * @param onStall - Called after each such time, until a test comes.
   */
  constructor(clock: LiveClock, patience: number, onStall: () => void) {
    this.#clock = clock
    this.#patience = patience
    this.#onStall = onStall
  }

  /** Begins to watch: the first alarm is due after one period. */
  start(): void {
    if (this.#cancel !== undefined) return
    this.#lastAt = this.#clock.monotonic()
    this.#look(this.#patience)
  }

  /** A test came. */
  received(): void {
    this.#lastAt = this.#clock.monotonic()
  }

  stop(): void {
    this.#cancel?.()
    this.#cancel = undefined
  }

  #look(delay: number): void {
    this.#cancel = this.#clock.after(delay, () => {
      const left = this.#lastAt + this.#patience - this.#clock.monotonic()
      if (left > 0) {
        this.#look(left)
        return
      }
      this.#look(this.#patience)
      this.#onStall()
    })
  }
}
