// How long to wait before an attempt is repeated.
import type { UrlSettings } from './url-options.ts'

/** What the pause depends on. */
export interface RetryDelayOptions extends Pick<UrlSettings, 'minDelay' | 'backoff' | 'maxDelay'> {
  /** 1 for the first retry. */
  readonly retry: number
  /** Milliseconds that the answer asks for. */
  readonly retryAfter: number
  /** 0 to below 1. */
  readonly random: number
}

/**
 * Milliseconds. The first is at least `minDelay`, each is at most a quarter longer by chance, so that those who failed together do
 * not come back together; none is longer than `maxDelay`, but what the answer asks for is waited in any case.
 */
export function retryDelay({ retry, retryAfter, random, minDelay, backoff, maxDelay }: RetryDelayOptions): number {
  const own = minDelay * backoff ** (retry - 1) * (1 + random / 4)
  return Math.max(Math.min(own, maxDelay), retryAfter)
}
