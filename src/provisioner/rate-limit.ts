// Spaces calls evenly, so that no more than a number of them begin in a second.
import { Deadline, type WaitOptions } from '../deadline/index.ts'

/**
 * Makes a function that waits for its turn.
 *
 * @param perSecond - Turns in a second; may be less than 1.
 *
 * @example
 * ```ts
 * const throttle = rateLimit(2)
 * await throttle() // at once
 * await throttle() // half a second later
 * ```
 */
export function rateLimit(perSecond: number): (options?: Pick<WaitOptions, 'signal'>) => Promise<void> {
  const interval = 1000 / perSecond
  let next = 0
  return async ({ signal } = {}) => {
    const turn = Math.max(next, performance.now())
    next = turn + interval
    const delay = turn - performance.now()
    if (delay <= 0) return
    await Deadline.after(Number.POSITIVE_INFINITY, { signal }).wait<void>('a turn to post', ({ resolve }) => {
      const timer = setTimeout(resolve, delay)
      return () => clearTimeout(timer)
    })
  }
}
