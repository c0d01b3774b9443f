// The HTTP side of a probe: a bounded number of requests.
import type { Agent } from 'undici'
import type { ApplicationServer, PreparedMessage, Receipt } from '../application-server/index.ts'
import type { TlsOptions } from '../client/index.ts'
import type { Timing } from '../deadline/index.ts'
import { PushwrightError } from '../errors/index.ts'
import { beginningOf } from '../response-body/index.ts'

/** An HTTP answer to something that is no push. */
export interface RouteAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** At most 64 KiB of it. */
  readonly body: string
}

/** What a sender is made of. */
export interface PoliteSenderOptions {
  readonly applicationServer: ApplicationServer
  readonly timing: Timing
  readonly tls: TlsOptions | undefined
  /** Requests at most; one more fails. */
  readonly maxRequests: number
}

/** Posts, deletes and asks, and counts. */
export class PoliteSender {
  /** Makes messages; to post them is up to the sender. */
  readonly applicationServer: ApplicationServer
  readonly #options: PoliteSenderOptions
  #agent: Promise<Agent> | undefined
  #requests = 0

  constructor(options: PoliteSenderOptions) {
    this.applicationServer = options.applicationServer
    this.#options = options
  }

  /** How many requests were made. */
  get requests(): number {
    return this.#requests
  }

  /** Posts a message as it is. */
  async post(message: PreparedMessage): Promise<Receipt> {
    this.#count()
    return this.applicationServer.post(message)
  }

  /** Deletes a message. */
  async delete(location: string): Promise<Receipt> {
    this.#count()
    return this.applicationServer.delete(location)
  }

  /** Asks for anything else. */
  async request(method: 'GET' | 'OPTIONS', url: string, headers: Record<string, string> = {}): Promise<RouteAnswer> {
    this.#count()
    const { timing, tls } = this.#options
    this.#agent ??= import('undici').then(({ Agent }) => new Agent({ connect: { ...tls } }))
    const agent = await this.#agent
    const { origin, pathname, search } = new URL(url)
    const exchange = async (): Promise<RouteAnswer> => {
      const response = await agent.request({ origin, path: pathname + search, method, headers })
      const body = await beginningOf(response.body)
      return { status: response.statusCode, headers: response.headers, body: body.toString('utf8') }
    }
    return timing.deadline().bound(`the answer to ${method} ${pathname}`, exchange())
  }

  /** Ends every connection; requests under way fail. */
  async close(): Promise<void> {
    await this.applicationServer.close()
    await (await this.#agent)?.destroy()
  }

  #count(): void {
    const { maxRequests } = this.#options
    if (this.#requests >= maxRequests) {
      throw new PushwrightError(
        'ERR_LIMIT',
        `The probe may make ${maxRequests} HTTP requests, and has made them. Raise the number, or probe less.`,
        { details: { maxRequests } },
      )
    }
    this.#requests++
  }
}
