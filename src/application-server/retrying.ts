// Repeats a post that the push service may take later: backoff with jitter by `p-retry`, and the service's own Retry-After.
import { setTimeout as sleep } from 'node:timers/promises'
import pRetry from 'p-retry'
import { isPushwrightError, PushwrightError } from '../errors/index.ts'
import type { Receipt } from './receipt.ts'

/** How often and how patiently to retry. */
export interface RetryOptions {
  /** Posts after the first. */
  retries: number
  /** The shortest delay before the first retry, in milliseconds; it doubles each time, with jitter. Default 1000. */
  minDelay?: number
  /** The longest delay in milliseconds, also for `Retry-After`. Default 60,000. */
  maxDelay?: number
}

const retryStatuses: ReadonlySet<number> = new Set([429, 500, 502, 503, 504])

/** A refusal on its way through `p-retry`, which repeats only what throws. */
class Refused extends Error {
  readonly receipt: Receipt

  constructor(receipt: Receipt) {
    super(`HTTP ${receipt.status}`)
    this.receipt = receipt
  }
}

/**
 * Calls `attempt` with 1, 2, ... until the answer is not one of 429, 500, 502, 503, 504 and no network error, at most
 * `retries` times more. When attempts run out, the last receipt is returned, or the last error thrown.
 *
 * @throws PushwrightError `ERR_ABORTED` when the signal ends it between two attempts.
 */
export async function retrying(
  attempt: (count: number) => Promise<Receipt>,
  options: RetryOptions,
  signal: AbortSignal | undefined,
): Promise<Receipt> {
  const { retries, minDelay = 1000, maxDelay = 60_000 } = options
  try {
    return await pRetry(
      async (count) => {
        const receipt = await attempt(count)
        if (retryStatuses.has(receipt.status)) throw new Refused(receipt)
        return receipt
      },
      {
        retries,
        minTimeout: minDelay,
        maxTimeout: maxDelay,
        randomize: true,
        ...(signal === undefined ? {} : { signal }),
        shouldRetry: ({ error }) => error instanceof Refused || isPushwrightError(error, 'ERR_NETWORK'),
        onFailedAttempt: async ({ error, retriesLeft }) => {
          const asked = error instanceof Refused ? error.receipt.retryAfter : undefined
          // p-retry adds its own backoff on top, which keeps senders that were told the same time apart.
          if (asked !== undefined && retriesLeft > 0) {
            await sleep(Math.min(asked, maxDelay), undefined, signal === undefined ? {} : { signal })
          }
        },
      },
    )
  } catch (error) {
    if (error instanceof Refused) return error.receipt
    if (!signal?.aborted || isPushwrightError(error)) throw error
    // `p-retry` throws the reason of the signal as it is.
    throw new PushwrightError('ERR_ABORTED', 'Stopped waiting for a retry: the signal was aborted.', { cause: error })
  }
}
