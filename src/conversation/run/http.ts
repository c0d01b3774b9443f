// The HTTP side of a run: its own connections, which end with the run.
import type { Agent, Dispatcher } from 'undici'
import type { TlsOptions } from '../../client/index.ts'
import type { Deadline } from '../../deadline/index.ts'
import { networkReason, PushwrightError } from '../../errors/index.ts'
import type { FilledRequest, PlannedRequest, RequestAnswer } from '../request.ts'

/** Sends requests and reads their answers. */
export class HttpSide {
  readonly #tls: TlsOptions | undefined
  #agent: Agent | undefined

  constructor(tls: TlsOptions | undefined) {
    this.#tls = tls
  }

  /**
   * The answer, whatever its status.
   *
   * @throws PushwrightError `ERR_NETWORK` if there is none, `ERR_TIMEOUT`, `ERR_ABORTED`.
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
      const text = await answer.text()
      const heads = Object.fromEntries(answer.headers as Iterable<[string, string]>)
      return { request, status: answer.status, headers: heads, body: text, json: parse(text) }
    } catch (cause) {
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

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not every answer is JSON; one that must be has attributes to fulfil.
    return undefined
  }
}
