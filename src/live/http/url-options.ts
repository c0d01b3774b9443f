// How often and how patiently HTTP requests are made, checked and with the defaults.
import type { Duration } from '../../deadline/index.ts'
import { defaultBodyBytes } from '../../response-body/index.ts'
import { readCount, readDuration, readNumber } from '../case/read-option.ts'

/** How often and how patiently to ask. Durations are milliseconds, or text such as `500ms`. */
export interface UrlRequestOptions {
  /** How long one attempt may take. Default 30 seconds. */
  readonly timeout?: Duration
  /** How long connecting may take, TLS included; a `dispatcher` of one's own has its own. Default 10 seconds. */
  readonly connectTimeout?: Duration
  /** How long all attempts and the pauses between them may take. Default 5 minutes. */
  readonly totalTimeout?: Duration
  /** Attempts after the first. Default 10. */
  readonly retries?: number
  /** The pause before the second attempt. Default 500 ms. */
  readonly minDelay?: Duration
  /** By what each pause is longer than the one before. Default 1.5. */
  readonly backoff?: number
  /** The longest pause, unless `Retry-After` asks for more. Default 5 seconds. */
  readonly maxDelay?: Duration
  /** Bytes that the body of a good answer may have. Default 16 MiB; a longer one is an error. */
  readonly bodyBytes?: number
}

/** All durations are milliseconds. */
export interface UrlSettings {
  readonly timeout: number
  readonly connectTimeout?: number
  readonly totalTimeout: number
  readonly retries: number
  readonly minDelay: number
  readonly backoff: number
  readonly maxDelay: number
  readonly bodyBytes: number
}

/**
 * Reads the options.
 *
 * @param whose - What follows the name of an option in messages.
 * @throws PushwrightError `ERR_OPTION` that names the option.
 */
export function readUrlOptions(options: UrlRequestOptions, whose: string): UrlSettings {
  const { connectTimeout } = options
  const duration = (key: keyof UrlRequestOptions, value: Duration): number => readDuration(value, `\`${key}\`${whose}`)
  return {
    timeout: duration('timeout', options.timeout ?? '30s'),
    ...(connectTimeout !== undefined && { connectTimeout: duration('connectTimeout', connectTimeout) }),
    totalTimeout: duration('totalTimeout', options.totalTimeout ?? '5m'),
    retries: readCount(options.retries ?? 10, `\`retries\`${whose}`, 0),
    minDelay: duration('minDelay', options.minDelay ?? 500),
    backoff: readNumber(options.backoff ?? 1.5, `\`backoff\`${whose}`, 1, 100),
    maxDelay: duration('maxDelay', options.maxDelay ?? '5s'),
    bodyBytes: readNumber(options.bodyBytes ?? defaultBodyBytes, `\`bodyBytes\`${whose}`, 0, 1024 ** 3),
  }
}
