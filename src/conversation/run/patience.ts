// How long a run waits for frames.
import { formatDuration, type Timing } from '../../deadline/index.ts'
import { PushwrightError } from '../../errors/index.ts'
import type { Matching } from '../matching/matching.ts'

/** Longest delay that `setTimeout` takes. */
const longest = 0x7fff_ffff

/** Watches that expected frames come in time. Only progress puts it off: an expected frame, or work of our own that ended. */
export class Patience {
  readonly #matching: Matching
  readonly #timing: Timing
  readonly #onLate: (error: PushwrightError) => void
  #idle: NodeJS.Timeout | undefined
  #limits: NodeJS.Timeout[] = []
  /** Works of our own under way; meanwhile nobody is late. */
  #busy = 0

  constructor(matching: Matching, timing: Timing, onLate: (error: PushwrightError) => void) {
    this.#matching = matching
    this.#timing = timing
    this.#onLate = onLate
  }

  /** @param timeout - Milliseconds without progress, before scaling. */
  start(timeout: number): void {
    const { scale } = this.#timing
    if (timeout * scale <= longest) this.#idle = setTimeout(() => this.#onIdle(timeout * scale), timeout * scale)
    for (const { response, places } of this.#matching.seats) {
      const limit = response.timeout * scale
      if (limit > longest) continue
      const check = (): void => {
        if (places.length < response.count.min) this.#onLate(lateError(String(response), limit))
      }
      this.#limits.push(setTimeout(check, limit))
    }
  }

  /** Begins to wait anew. */
  progress(): void {
    this.#idle?.refresh()
  }

  /** While the work lasts, nobody is late. */
  async during<T>(work: Promise<T>): Promise<T> {
    this.#busy++
    try {
      return await work
    } finally {
      this.#busy--
      this.#idle?.refresh()
    }
  }

  stop(): void {
    clearTimeout(this.#idle)
    this.#idle = undefined
    for (const timer of this.#limits) clearTimeout(timer)
  }

  #onIdle(waited: number): void {
    if (this.#matching.missing === 0 || this.#busy > 0) this.#idle?.refresh()
    else this.#onLate(lateError('an expected frame', waited))
  }
}

function lateError(awaited: string, timeout: number): PushwrightError {
  return new PushwrightError('ERR_TIMEOUT', `Waited ${formatDuration(timeout)} for ${awaited}.`, {
    details: { timeout, awaited },
  })
}
