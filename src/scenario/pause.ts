// Lets time pass.
import { formatDuration } from '../deadline/index.ts'
import { PushwrightError } from '../errors/index.ts'

/** Longest delay that timers take: almost 25 days. */
const maxDelay = 0x7fff_ffff

/**
 * Waits; rejects with the signal's reason when that ends it. Without a `Deadline`, since most of many thousand scenarios are here.
 *
 * @throws PushwrightError `ERR_OPTION` for a time that no timer can wait.
 */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (milliseconds > maxDelay) {
    throw new PushwrightError(
      'ERR_OPTION',
      `Expected to wait for at most 24 days, got ${formatDuration(milliseconds)}.`,
    )
  }
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, milliseconds)
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
}
