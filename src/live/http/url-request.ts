// One HTTP request of a test, repeated while that may help.
import type { Dispatcher } from 'undici'
import type { Duration } from '../../deadline/index.ts'
import { isPushwrightError, PushwrightError } from '../../errors/index.ts'
import { readDuration } from '../case/settings.ts'
import { clockedWait, pause } from '../clock/clocked-wait.ts'
import { type LiveClock, systemClock } from '../clock/live-clock.ts'
import { currentTest } from '../context/current-test.ts'
import { testHeaders } from '../context/headers.ts'
import type { LiveTest } from '../live-test.ts'
import { retryDelay } from './retry-delay.ts'

/** How often and how patiently to ask. Durations are milliseconds, or text such as `500ms`. */
export interface UrlRequestOptions {
  /** How long one attempt may take. Default 30 seconds. */
  readonly timeout?: Duration
  /** How long all attempts and the pauses between them may take. Default 5 minutes. */
  readonly totalTimeout?: Duration
  /** Attempts after the first. Default 10. */
  readonly retries?: number
  /** The pause before the second attempt. Default 500 ms. */
  readonly minDelay?: Duration
  /** By what each pause is longer than the one before. Default 1.5. */
  readonly backoff?: number
  /** The longest pause, also for what `Retry-After` asks for. Default 5 seconds. */
  readonly maxDelay?: Duration
}

/** What to ask for. */
export interface UrlRequest {
  /** Default GET. */
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** How to connect, such as an `Agent` of undici with its own timeouts or certificates. */
  readonly dispatcher?: Dispatcher
}

/** An answer of 200 to 299. */
export interface UrlResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
  /** How many attempts it took. */
  readonly attempts: number
}

/** What a request needs of the test that makes it. */
export interface UrlRequestContext extends UrlRequestOptions {
  readonly clock?: LiveClock
  readonly signal?: AbortSignal
  /** For the jitter: 0 to below 1. */
  readonly random?: () => number
  /** Whose headers to send. Default: the current test. */
  readonly test?: LiveTest
}

interface Answer extends Omit<UrlResponse, 'attempts'> {}

/**
 * Makes a request, with the headers of the current test. Repeated are answers of 408, 429 and 500 to 599, network errors, and attempts
 * that take too long; what `Retry-After` asks for is waited at least.
 *
 * @throws PushwrightError of the last attempt: `ERR_REFUSED` with `details.status`, `ERR_NETWORK`, `ERR_TIMEOUT`; `ERR_ABORTED`.
 */
export async function urlRequest(
  url: string,
  request: UrlRequest = {},
  context: UrlRequestContext = {},
): Promise<UrlResponse> {
  const { clock = systemClock, signal, retries = 10, random = Math.random, test = currentTest() } = context
  const end = clock.monotonic() + readDuration(context.totalTimeout ?? '5m', '`totalTimeout`')
  const timeout = readDuration(context.timeout ?? '30s', '`timeout`')
  for (let attempts = 1; ; attempts++) {
    const left = Math.max(0, end - clock.monotonic())
    const outcome = await attempt(url, request, { clock, signal, test, timeout: Math.min(timeout, left) })
    if ('answer' in outcome) return { ...outcome.answer, attempts }
    const { error, retryAfter, mayHelp } = outcome
    const delay = retryDelay({ ...context, retry: attempts, retryAfter, random: random() })
    const isOver = attempts > retries || clock.monotonic() + delay >= end
    if (!mayHelp || isOver) throw error
    await pause(delay, clock, signal)
  }
}

type AttemptOutcome =
  | { readonly answer: Answer }
  | { readonly error: PushwrightError; readonly mayHelp: boolean; readonly retryAfter?: string | undefined }

interface AttemptOptions {
  readonly clock: LiveClock
  readonly signal: AbortSignal | undefined
  readonly test: LiveTest | undefined
  readonly timeout: number
}

async function attempt(url: string, request: UrlRequest, options: AttemptOptions): Promise<AttemptOutcome> {
  const place = `${request.method ?? 'GET'} ${new URL(url).origin}`
  try {
    const answer = await ask(url, request, options, place)
    if (answer.status >= 200 && answer.status < 300) return { answer }
    const retryAfter = [answer.headers['retry-after']].flat()[0]
    return { error: refused(place, answer), mayHelp: isPassing(answer.status), retryAfter }
  } catch (error) {
    if (isPushwrightError(error, 'ERR_ABORTED')) throw error
    if (isPushwrightError(error, 'ERR_TIMEOUT')) return { error, mayHelp: true }
    const { code } = error as { code?: string }
    const message = `${place} got no answer: ${code ?? (error as Error).message}.`
    // A wrong argument will be as wrong the next time.
    const mayHelp = code !== 'UND_ERR_INVALID_ARG'
    return { error: new PushwrightError('ERR_NETWORK', message, { cause: error, details: { code } }), mayHelp }
  }
}

async function ask(
  url: string,
  { method = 'GET', headers = {}, body, dispatcher }: UrlRequest,
  { clock, signal, test, timeout }: AttemptOptions,
  place: string,
): Promise<Answer> {
  const controller = new AbortController()
  // Loaded when it is needed: it takes longer than all the rest of this package.
  const undici = await import('undici')
  try {
    return await clockedWait<Answer>(`${place} to be answered`, { clock, timeout, signal }, ({ resolve, reject }) => {
      const { baggage } = headers
      undici
        .request(url, {
          method: method as Dispatcher.HttpMethod,
          headers: { ...headers, ...(test && testHeaders(test, baggage)) },
          signal: controller.signal,
          ...(body !== undefined && { body }),
          ...(dispatcher && { dispatcher }),
        })
        .then(async ({ statusCode: status, headers, body }) => {
          resolve({ status, headers, body: Buffer.from(await body.arrayBuffer()) })
        })
        .catch(reject)
      return undefined
    })
  } finally {
    controller.abort()
  }
}

function isPassing(status: number): boolean {
  return status === 408 || status === 429 || status >= 500
}

function refused(place: string, { status, body }: Answer): PushwrightError {
  const told = body.toString('utf8').slice(0, 200)
  return new PushwrightError('ERR_REFUSED', `Expected ${place} to answer with 200 to 299, got ${status}: ${told}`, {
    details: { status },
  })
}
