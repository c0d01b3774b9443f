// Which part of the tests of the last while has failed.

interface Ended {
  readonly at: number
  readonly failed: boolean
}

/** Ends that are remembered at most, whatever the window. */
const limit = 10_000

/** A window that slides. Times are of one clock, in milliseconds. */
export class FailureWindow {
  readonly #length: number
  readonly #ended: Ended[] = []

  /** @param length - Milliseconds. */
  constructor(length: number) {
    this.#length = length
  }

  add(at: number, failed: boolean): void {
    this.#ended.push({ at, failed })
    if (this.#ended.length > limit) this.#ended.shift()
  }

  /** What is left of the window. */
  look(now: number): { readonly count: number; readonly rate: number } {
    while (this.#ended[0] !== undefined && this.#ended[0].at <= now - this.#length) this.#ended.shift()
    const count = this.#ended.length
    const failed = this.#ended.filter((one) => one.failed).length
    return { count, rate: count === 0 ? 0 : failed / count }
  }
}
