// How long to wait before an attempt is repeated.
import { readDuration } from '../case/settings.ts'
import type { UrlRequestOptions } from './url-request.ts'

/** What the pause depends on. */
export interface RetryDelayOptions extends Pick<UrlRequestOptions, 'minDelay' | 'backoff' | 'maxDelay'> {
  /** 1 for the first retry. */
  readonly retry: number
  /** The header of the answer. */
  readonly retryAfter?: string | undefined
  /** 0 to below 1. */
  readonly random: number
}

/**
 * Milliseconds. The first is at least `minDelay`, each is at most a quarter longer by chance, so that those who failed together do
 * not come back together; none is longer than `maxDelay`.
 */
export function retryDelay({ retry, retryAfter, random, ...options }: RetryDelayOptions): number {
  const { minDelay = 500, backoff = 1.5, maxDelay = 5000 } = options
  const most = readDuration(maxDelay, '`maxDelay`')
  const own = readDuration(minDelay, '`minDelay`') * backoff ** (retry - 1)
  return Math.min(most, Math.max(own * (1 + random / 4), readRetryAfter(retryAfter) ?? 0))
}

/** Milliseconds of a `Retry-After` in seconds; a date is not looked at, which needs the clock of the server. */
function readRetryAfter(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) * 1000 : undefined
}
