// The HTTP side of a run: its own connections, which end with the run.
import type { Agent, Dispatcher, Response } from 'undici'
import type { TlsOptions } from '../../client/index.ts'
import type { Deadline } from '../../deadline/index.ts'
import { isPushwrightError, networkReason, PushwrightError } from '../../errors/index.ts'
import { parseJson } from '../../json/index.ts'
import { beginningOf, wholeOf } from '../../response-body/index.ts'
import type { FilledRequest, PlannedRequest, RequestAnswer } from '../request.ts'

/** Sends requests and reads their answers. */
export class HttpSide {
  readonly #tls: TlsOptions | undefined
  readonly #bodyLimit: number
  #agent: Agent | undefined

  /** @param bodyLimit - Bytes that the body of an answer may have. */
  constructor(tls: TlsOptions | undefined, bodyLimit: number) {
    this.#tls = tls
    this.#bodyLimit = bodyLimit
  }

  /**
   * The answer, whatever its status.
   *
   * @throws PushwrightError `ERR_NETWORK` if there is none, `ERR_LIMIT` if it is too long, `ERR_TIMEOUT`, `ERR_ABORTED`.
   */
  async send(request: PlannedRequest, filled: FilledRequest, deadline: Deadline): Promise<RequestAnswer> {
    const controller = new AbortController()
    try {
      const what = `the answer to ${request.method} ${filled.url}`
      return await deadline.bound(what, this.#exchange(request, filled, controller.signal))
    } catch (error) {
      controller.abort()
      throw error
    }
  }

  /** All of a good answer, of another the beginning. */
  async #text({ ok, body }: Response, request: string): Promise<string> {
    if (body === null) return ''
    const bytes = ok ? wholeOf(body, this.#bodyLimit, { request, option: 'limits.body' }) : beginningOf(body)
    return new TextDecoder().decode(await bytes)
  }

  /** Ends every connection. */
  async close(): Promise<void> {
    await this.#agent?.destroy()
  }

  async #exchange(request: PlannedRequest, filled: FilledRequest, signal: AbortSignal): Promise<RequestAnswer> {
    // Loaded late, since that takes longer than a conversation, and many send no request.
    const { Agent, fetch } = await import('undici')
    this.#agent ??= new Agent({ ...(this.#tls && { connect: this.#tls }) })
    const dispatcher: Dispatcher = this.#agent
    const { url, headers, body = null } = filled
    try {
      const answer = await fetch(url, { method: request.method, headers, body, signal, dispatcher })
      const text = await this.#text(answer, `${request.method} ${url}`)
      const heads = Object.fromEntries(answer.headers as Iterable<[string, string]>)
      return { request, status: answer.status, headers: heads, body: text, json: parseJson(text) }
    } catch (cause) {
      if (isPushwrightError(cause)) throw cause
      throw noAnswer(`${request.method} ${url}`, cause as Error & { cause?: NodeJS.ErrnoException })
    }
  }
}

function noAnswer(request: string, cause: Error & { cause?: NodeJS.ErrnoException }): PushwrightError {
  // `fetch` says "fetch failed" and keeps the reason underneath.
  const why = networkReason(cause.cause ?? cause)
  return new PushwrightError(
    'ERR_NETWORK',
    `${request} got no answer: ${why}. Check the URL, and that the server runs.`,
    {
      cause,
      details: { systemCode: cause.cause?.code },
    },
  )
}
