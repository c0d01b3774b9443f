// One HTTP request of a test, repeated while that may help.
import type { Dispatcher } from 'undici'
import { readRetryAfter } from '../../deadline/index.ts'
import { isPushwrightError, PushwrightError } from '../../errors/index.ts'
import { beginningOf, wholeOf } from '../../response-body/index.ts'
import { clockedWait, pause } from '../clock/clocked-wait.ts'
import { type LiveClock, systemClock } from '../clock/live-clock.ts'
import { currentTest } from '../context/current-test.ts'
import { testHeaders } from '../context/headers.ts'
import type { LiveTest } from '../live-test.ts'
import { retryDelay } from './retry-delay.ts'
import { readUrlOptions, type UrlRequestOptions, type UrlSettings } from './url-options.ts'

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
 * that take too long; a good answer that is longer than `bodyBytes` is not asked for again. What `Retry-After` asks for is waited; if that
 * is longer than all may take, it is over at once.
 *
 * @throws PushwrightError of the last attempt: `ERR_REFUSED` with `details.status`, `ERR_NETWORK`, `ERR_TIMEOUT`; `ERR_LIMIT`; `ERR_ABORTED`;
 *   `ERR_OPTION` for an option that cannot be.
 */
export async function urlRequest(
  url: string,
  request: UrlRequest = {},
  context: UrlRequestContext = {},
): Promise<UrlResponse> {
  const settings = readUrlOptions(context, '')
  if (settings.connectTimeout === undefined || request.dispatcher !== undefined) {
    return askAgainAndAgain(url, request, settings, context)
  }
  const { Agent } = await import('undici')
  const dispatcher = new Agent({ connectTimeout: settings.connectTimeout })
  try {
    return await askAgainAndAgain(url, { ...request, dispatcher }, settings, context)
  } finally {
    await dispatcher.destroy()
  }
}

async function askAgainAndAgain(
  url: string,
  request: UrlRequest,
  settings: UrlSettings,
  { clock = systemClock, signal, random = Math.random, test = currentTest() }: UrlRequestContext,
): Promise<UrlResponse> {
  const end = clock.monotonic() + settings.totalTimeout
  for (let attempts = 1; ; attempts++) {
    const timeout = Math.min(settings.timeout, Math.max(0, end - clock.monotonic()))
    const outcome = await attempt(url, request, { clock, signal, test, timeout, bodyBytes: settings.bodyBytes })
    if ('answer' in outcome) return { ...outcome.answer, attempts }
    const { error, retryAfter = 0, mayHelp } = outcome
    const delay = retryDelay({ ...settings, retry: attempts, retryAfter, random: random() })
    const isOver = attempts > settings.retries || clock.monotonic() + delay >= end
    if (!mayHelp || isOver) throw error
    await pause(delay, clock, signal)
  }
}

type AttemptOutcome =
  | { readonly answer: Answer }
  | { readonly error: PushwrightError; readonly mayHelp: boolean; readonly retryAfter?: number | undefined }

interface AttemptOptions {
  readonly clock: LiveClock
  readonly signal: AbortSignal | undefined
  readonly test: LiveTest | undefined
  readonly timeout: number
  readonly bodyBytes: number
}

async function attempt(url: string, request: UrlRequest, options: AttemptOptions): Promise<AttemptOutcome> {
  const place = `${request.method ?? 'GET'} ${new URL(url).origin}`
  try {
    const answer = await ask(url, request, options, place)
    if (isGood(answer.status)) return { answer }
    const retryAfter = readRetryAfter([answer.headers['retry-after']].flat()[0], options.clock.now())
    return { error: refused(place, answer), mayHelp: isPassing(answer.status), retryAfter }
  } catch (error) {
    if (isPushwrightError(error, 'ERR_ABORTED') || isPushwrightError(error, 'ERR_LIMIT')) throw error
    if (isPushwrightError(error, 'ERR_TIMEOUT')) return { error, mayHelp: true }
    return unanswered(place, error)
  }
}

function unanswered(place: string, cause: unknown): AttemptOutcome {
  const { code } = cause as { code?: string }
  if (code === 'UND_ERR_CONNECT_TIMEOUT') {
    const message = `Waited too long for ${place} to take a connection.`
    return { error: new PushwrightError('ERR_TIMEOUT', message, { cause }), mayHelp: true }
  }
  const message = `${place} got no answer: ${code ?? (cause as Error).message}.`
  // A wrong argument will be as wrong the next time.
  const mayHelp = code !== 'UND_ERR_INVALID_ARG'
  return { error: new PushwrightError('ERR_NETWORK', message, { cause, details: { code } }), mayHelp }
}

async function ask(
  url: string,
  { method = 'GET', headers = {}, body, dispatcher }: UrlRequest,
  { clock, signal, test, timeout, bodyBytes }: AttemptOptions,
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
          const read = isGood(status)
            ? wholeOf(body, bodyBytes, { request: place, option: 'bodyBytes' })
            : beginningOf(body)
          resolve({ status, headers, body: await read })
        })
        .catch(reject)
      return undefined
    })
  } finally {
    controller.abort()
  }
}

function isGood(status: number): boolean {
  return status >= 200 && status < 300
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
