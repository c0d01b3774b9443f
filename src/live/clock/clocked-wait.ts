// Waits on the clock of a live check: as `Deadline` does on the machine's.
import { formatDuration, type Settle } from '../../deadline/index.ts'
import { PushwrightError } from '../../errors/index.ts'
import type { LiveClock } from './live-clock.ts'

/** How long to wait. */
export interface ClockedWaitOptions {
  readonly clock: LiveClock
  /** Milliseconds; `Infinity` waits until the signal ends it. */
  readonly timeout: number
  readonly signal?: AbortSignal | undefined
}

/**
 * Waits until `start` settles. The end is one point in time, which nothing that happens meanwhile moves.
 *
 * @param what - What is awaited, for the message.
 * @param start - Begins the work; may return what undoes its registrations, called once when the wait ends in any way.
 * @throws PushwrightError `ERR_TIMEOUT`; `ERR_ABORTED` with the signal's reason as its cause.
 */
export function clockedWait<T>(
  what: string,
  { clock, timeout, signal }: ClockedWaitOptions,
  start: (settle: Settle<T>) => (() => void) | undefined,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    let isSettled = false
    let cancel: (() => void) | undefined
    let stop: (() => void) | undefined
    const once = (settle: () => void): void => {
      if (isSettled) return
      isSettled = true
      cancel?.()
      signal?.removeEventListener('abort', abort)
      stop?.()
      settle()
    }
    const abort = (): void => once(() => reject(abortedError(what, signal?.reason)))
    if (signal?.aborted) {
      abort()
      return
    }
    signal?.addEventListener('abort', abort, { once: true })
    stop = start({
      resolve: (value) => once(() => resolve(value)),
      reject: (error) => once(() => reject(error)),
    })
    if (isSettled) {
      // It settled before it could say how to undo it.
      stop?.()
      return
    }
    if (timeout !== Number.POSITIVE_INFINITY) {
      cancel = clock.after(timeout, () => once(() => reject(timeoutError(what, timeout))))
    }
  })
}

/** Waits for work that is under way, whatever becomes of the work itself. Throws like {@link clockedWait}. */
export function clockedBound<T>(what: string, options: ClockedWaitOptions, work: PromiseLike<T>): Promise<T> {
  return clockedWait<T>(what, options, ({ resolve, reject }) => {
    work.then(resolve, reject)
    return undefined
  })
}

/** Waits for some time to pass. */
export function pause(milliseconds: number, clock: LiveClock, signal?: AbortSignal): Promise<void> {
  const options = { clock, timeout: Number.POSITIVE_INFINITY, signal }
  return clockedWait<void>('a pause to end', options, ({ resolve }) => clock.after(milliseconds, () => resolve()))
}

function timeoutError(what: string, timeout: number): PushwrightError {
  return new PushwrightError('ERR_TIMEOUT', `Waited ${formatDuration(timeout)} for ${what}.`, {
    details: { timeout, awaited: what },
  })
}

function abortedError(what: string, cause: unknown): PushwrightError {
  return new PushwrightError('ERR_ABORTED', `Stopped waiting for ${what}: the signal was aborted.`, {
    cause,
    details: { awaited: what },
  })
}
