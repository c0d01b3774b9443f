// A clock that stands still until a test moves it.
import { setImmediate as turn } from 'node:timers/promises'
import type { LiveClock } from '../../src/live/index.ts'

interface Timer {
  readonly dueAt: number
  readonly fire: () => void
}

/** Begins at the epoch plus a million seconds. */
export class ManualClock implements LiveClock {
  #elapsed = 0
  #wall = 1_000_000_000
  readonly #timers = new Set<Timer>()

  now(): number {
    return this.#wall + this.#elapsed
  }

  monotonic(): number {
    return this.#elapsed
  }

  after(milliseconds: number, fire: () => void): () => void {
    const timer = { dueAt: this.#elapsed + milliseconds, fire }
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }

  /** How many timers wait. */
  get pending(): number {
    return this.#timers.size
  }

  /** Sets the time of day, as an administrator would; durations are not touched. */
  setBack(milliseconds: number): void {
    this.#wall -= milliseconds
  }

  /** Moves on, from one timer to the next, and lets everything that follows from each happen. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#elapsed + milliseconds
    await settle()
    for (;;) {
      const next = [...this.#timers].sort((one, other) => one.dueAt - other.dueAt)[0]
      if (next === undefined || next.dueAt > end) break
      this.#timers.delete(next)
      this.#elapsed = Math.max(this.#elapsed, next.dueAt)
      next.fire()
      await settle()
    }
    this.#elapsed = end
    await settle()
  }
}

/** Lets promises that can go on do so. */
export async function settle(): Promise<void> {
  for (let turns = 0; turns < 5; turns++) await turn()
}
