// The HTTP side of a probe: a bounded number of requests.
import type { ApplicationServer, PreparedMessage, Receipt } from '../application-server/index.ts'
import type { Timing } from '../deadline/index.ts'
import { PushwrightError } from '../errors/index.ts'
import { beginningOf } from '../response-body/index.ts'

/** An HTTP answer to something that is no push. */
export interface RouteAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** At most 64 KiB of it. */
  readonly body: string
}

/** What a sender is made of. */
export interface PoliteSenderOptions {
  readonly applicationServer: ApplicationServer
  readonly timing: Timing
  /** Requests at most; one more fails. */
  readonly maxRequests: number
}

/** Posts, deletes and asks, and counts. */
export class PoliteSender {
  /** Makes messages; to post them is up to the sender. */
  readonly applicationServer: ApplicationServer
  readonly #options: PoliteSenderOptions
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

  /** Asks for anything else, where messages may be posted too. */
  async request(method: 'GET' | 'OPTIONS', url: string, headers: Record<string, string> = {}): Promise<RouteAnswer> {
    this.#count()
    const { status, headers: given, body } = await this.applicationServer.fetch(url, { method, headers })
    const bytes = await this.#options.timing.deadline().bound(`the body of the answer to ${method}`, beginningOf(body))
    return { status, headers: Object.fromEntries(given), body: bytes.toString('utf8') }
  }

  /** Ends every connection; requests under way fail. */
  async close(): Promise<void> {
    await this.applicationServer.close()
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
