// The time of live checks, which tests replace.

/** Where the time comes from. */
export interface LiveClock {
  /** Milliseconds since the epoch, with a finer resolution than one: what is compared between processes. */
  now(): number
  /** Milliseconds since any point, and never set back: what durations are made of. */
  monotonic(): number
  /**
   * Calls back once, when so many milliseconds have passed.
   *
   * @returns Takes it back.
   */
  after(milliseconds: number, fire: () => void): () => void
}

/** Longest delay that `setTimeout` takes. */
const maxDelay = 0x7fff_ffff

/** The machine's. */
export const systemClock: LiveClock = {
  now: () => performance.timeOrigin + performance.now(),
  monotonic: () => performance.now(),
  after(milliseconds, fire) {
    const end = performance.now() + milliseconds
    const wait = (): NodeJS.Timeout => {
      const left = end - performance.now()
      if (left > maxDelay) return setTimeout(() => (timer = wait()), maxDelay)
      return setTimeout(fire, Math.max(0, left))
    }
    let timer = wait()
    return () => clearTimeout(timer)
  },
}
