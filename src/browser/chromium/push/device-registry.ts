// Where Chromium checks in as a device, and registers each of its subscriptions: two HTTP routes.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { boundedBody } from '../../bounded-body.ts'
import { isForItself, listenOnLoopback, portOf } from '../../loopback.ts'
import { encodeFixed64, encodeProto } from './protobuf.ts'

/** A subscription that the browser wants to have, or to give up. */
export interface Registration {
  /** `wp:` and the page's origin, `#` and an id of the browser's. */
  readonly subtype: string
  /** The key that senders sign with, as the page gave it: base64url. */
  readonly sender: string
}

/** What answers registrations. */
export interface Registrar {
  /** Gives the token with which the endpoint of the subscription ends. */
  register(registration: Registration): Promise<string>
  unregister(registration: Pick<Registration, 'subtype'>): Promise<void>
}

const androidId = 4_242_424_242n
const securityToken = 1_717_171_717n

/** The registry of one browser. It does not keep Node alive. */
export class DeviceRegistry {
  readonly #server: Server
  readonly #registrar: Registrar

  private constructor(registrar: Registrar) {
    this.#registrar = registrar
    this.#server = createServer((request, response) => void this.#respond(request, response))
  }

  static async start(registrar: Registrar): Promise<DeviceRegistry> {
    const registry = new DeviceRegistry(registrar)
    await listenOnLoopback(registry.#server)
    return registry
  }

  /** What Chromium's `--gcm-checkin-url` wants. */
  get checkinUrl(): string {
    return `${this.#origin}/checkin`
  }

  /** What Chromium's `--gcm-registration-url` wants. */
  get registrationUrl(): string {
    return `${this.#origin}/register`
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve))
    this.#server.closeAllConnections()
    await closed
  }

  get #origin(): string {
    return `http://127.0.0.1:${portOf(this.#server)}`
  }

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isForItself(request, this.#server)) {
      response.writeHead(403).end()
      return
    }
    if (request.url === '/checkin') {
      request.resume()
      response.writeHead(200, { 'Content-Type': 'application/x-protobuf' }).end(checkinResponse)
      return
    }
    const body = await boundedBody(request)
    if (body === undefined) {
      response.writeHead(413, { Connection: 'close' }).end()
      return
    }
    const form = new URLSearchParams(body)
    try {
      response.end(await this.#register(form))
    } catch {
      // Chromium tries again later when it reads this; what went wrong is in the transcript of the client.
      response.end('Error=SERVICE_NOT_AVAILABLE')
    }
  }

  async #register(form: URLSearchParams): Promise<string> {
    const subtype = form.get('X-subtype') ?? ''
    const sender = form.get('sender') ?? ''
    if (form.get('delete') !== 'true') return `token=${await this.#registrar.register({ subtype, sender })}`
    await this.#registrar.unregister({ subtype })
    return `token=${form.get('gcm_unreg_caller') ?? subtype}`
  }
}

/** AndroidCheckinResponse: `stats_ok`, `android_id`, `security_token`. */
const checkinResponse = Buffer.concat([
  encodeProto([[1, 1]]),
  encodeFixed64(7, androidId),
  encodeFixed64(8, securityToken),
])
