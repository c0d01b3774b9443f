// The HTTP server of the control API: answers every request with JSON, also those that Node would answer by itself.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Answer } from './answer.ts'
import { problemAnswer, RequestError, type RequestErrorCode } from './problem.ts'
import { send, sendRaw } from './send.ts'

/** How to listen. */
export interface ListenOptions {
  readonly host: string
  readonly port: number
  /** TCP connections at a time. */
  readonly connections: number
}

/** Gives the answer to a request; may throw. */
export type Respond = (request: IncomingMessage, signal: AbortSignal) => Promise<Answer>

/** Milliseconds for a whole request, body included. */
const requestTimeout = 30_000

const unreadable: Readonly<Record<string, RequestErrorCode>> = {
  HPE_HEADER_OVERFLOW: 'ERR_HEADERS_TOO_LARGE',
  ERR_HTTP_REQUEST_TIMEOUT: 'ERR_REQUEST_TIMEOUT',
}

/** Listens, and ends what it opened. */
export class ControlListener {
  readonly #respond: Respond
  readonly #server: Server
  /** One for each request under way. */
  readonly #requests = new Set<AbortController>()

  constructor(respond: Respond) {
    this.#respond = respond
    // A missing Host is the guard's to refuse.
    this.#server = createServer({ requireHostHeader: false, requestTimeout, connectionsCheckingInterval: 1000 })
    this.#server.on('request', (request, response) => void this.#handle(request, response))
    this.#server.on('checkExpectation', (_request, response) => send(response, expectationAnswer()))
    this.#server.on('connect', (_request, socket) => sendRaw(socket, noTunnelAnswer()))
    this.#server.on('clientError', (error: NodeJS.ErrnoException, socket) => this.#onUnreadable(error, socket))
  }

  /** Starts listening and gives the port. */
  listen({ host, port, connections }: ListenOptions): Promise<number> {
    this.#server.maxConnections = connections
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(port, host, () => {
        this.#server.off('error', reject)
        resolve((this.#server.address() as AddressInfo).port)
      })
    })
  }

  /** Stops listening, ends every wait and every connection. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    for (const request of this.#requests) request.abort()
    // The answers of those waits are written in this turn's microtasks.
    await new Promise(setImmediate)
    this.#server.closeAllConnections()
    await closed
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const controller = new AbortController()
    this.#requests.add(controller)
    response.once('close', () => {
      this.#requests.delete(controller)
      controller.abort()
    })
    // An error of the connection is followed by 'close', which ends the work.
    response.on('error', () => {})
    send(response, await this.#respond(request, controller.signal).catch(problemAnswer))
  }

  #onUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
    const code = unreadable[error.code ?? ''] ?? 'ERR_REQUEST'
    sendRaw(socket, problemAnswer(new RequestError(code, `Expected an HTTP request: ${error.message}`)))
  }
}

function expectationAnswer(): Answer {
  return problemAnswer(new RequestError('ERR_EXPECTATION', 'Expected no Expect header but 100-continue.'))
}

function noTunnelAnswer(): Answer {
  return problemAnswer(new RequestError('ERR_METHOD', 'Expected no CONNECT: this is no proxy.', { Allow: 'GET, POST' }))
}
