// The push service's answer to a post.
import { readRetryAfter } from '../deadline/index.ts'
import { shownRedacted } from './shown-redacted.ts'

/**
 * What a push service answered to a post: never an exception, whatever the status.
 *
 * @example
 * ```ts
 * const receipt = await applicationServer.send(subscription, 'hello')
 * if (!receipt.accepted) console.error(receipt.status, receipt.errno, receipt.body)
 * ```
 */
export interface Receipt {
  /** The HTTP status; a push service accepts with 201 (RFC 8030 section 5). */
  readonly status: number
  /** Whether `status` is 200 to 299. */
  readonly accepted: boolean
  /** The URL of the stored message (RFC 8030 section 5), absolute; `undefined` if the service named none. */
  readonly location: string | undefined
  /** The TTL in seconds that the service grants, which may be less than asked for (RFC 8030 section 5.2). */
  readonly ttl: number | undefined
  /** The error number of autopush's JSON errors, such as 106; `undefined` if there is none. */
  readonly errno: number | undefined
  /** `Retry-After` in milliseconds, from seconds or an HTTP date. */
  readonly retryAfter: number | undefined
  /** Every response header, names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** The body as text, at most 64 KiB. */
  readonly body: string
  /** How many posts were made, 1 without retries. */
  readonly attempts: number
}

/** The parts of an HTTP response that a receipt is made of. @internal */
export interface RawResponse {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
}

/** Reads a response as a receipt. @internal */
export function readReceipt(response: RawResponse, url: string, attempts: number): Receipt {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(response.headers)) {
    if (value !== undefined) headers[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value
  }
  return shownRedacted({
    status: response.status,
    accepted: response.status >= 200 && response.status < 300,
    location: readLocation(headers.location, url),
    ttl: headers.ttl !== undefined && /^\d+$/.test(headers.ttl) ? Number(headers.ttl) : undefined,
    errno: readErrno(headers['content-type'], response.body),
    retryAfter: readRetryAfter(headers['retry-after'], Date.now()),
    headers,
    body: response.body,
    attempts,
  })
}

function readLocation(location: string | undefined, url: string): string | undefined {
  // FCM sends a raw "%", which URL keeps; what it cannot read at all is no location.
  return location !== undefined && URL.canParse(location, url) ? new URL(location, url).href : undefined
}

function readErrno(contentType: string | undefined, body: string): number | undefined {
  if (!contentType?.includes('json') || body === '') return undefined
  try {
    const { errno } = JSON.parse(body) as { errno?: unknown }
    return typeof errno === 'number' ? errno : undefined
  } catch {
    // A body that claims to be JSON and is not has no error number; it is in `body` for who wants to see it.
    return undefined
  }
}
