// The control API: what a test in another language can ask of a fixture server, over HTTP on a port of its own.
import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { isIPv6 } from 'node:net'
import { PushwrightError } from '../errors/index.ts'
import type { FixtureServer, Push } from '../fixture/index.ts'
import { type ControlLimits, defaultControlLimits } from './control-limits.ts'
import type { Controlled } from './controlled.ts'
import { ArmedFaults } from './faults/index.ts'
import type { Answer } from './http/answer.ts'
import { readBody } from './http/body.ts'
import { guard } from './http/guard.ts'
import { ControlListener } from './http/listener.ts'
import { findRoute } from './http/route.ts'
import { NumberedLog } from './numbered-log.ts'
import { routes } from './routes/index.ts'
import { VirtualClients } from './virtual-clients.ts'

/** How a {@link ControlServer} is to be. */
export interface ControlServerOptions {
  /** What it controls. It stays the caller's to close, after the control API. */
  readonly server: FixtureServer
  /** Address to listen on, default 127.0.0.1. */
  readonly host?: string
  /** Port to listen on; the default 0 takes a free one. */
  readonly port?: number
  /** What callers have to know; the default is 256 random bits. */
  readonly token?: string
  /** Milliseconds that the push service may take to answer a virtual client, default 5000. */
  readonly timeout?: number
  readonly limits?: Partial<ControlLimits>
  /** Facts for `GET /status`. */
  readonly about?: Readonly<Record<string, string>>
  /** Called when someone posts to `/shutdown`. */
  readonly onShutdown?: () => void
}

/**
 * The HTTP control API of a fixture server; docs/reference/control-api.md has its routes.
 *
 * @example
 * ```ts
 * const server = await FixtureServer.start()
 * const control = await ControlServer.start({ server })
 * await fetch(`${control.url}/clients`, { method: 'POST', headers: { Authorization: `Bearer ${control.token}` } })
 * await control.close()
 * await server.close()
 * ```
 */
export class ControlServer implements AsyncDisposable {
  // Private, so that the console does not show it.
  readonly #token: string
  readonly #host: string
  readonly #controlled: Controlled
  readonly #listener: ControlListener
  readonly #watch = new AbortController()
  #port = 0
  #closing: Promise<void> | undefined

  private constructor(options: ControlServerOptions) {
    const { server, timeout = 5000 } = options
    const limits = { ...defaultControlLimits, ...options.limits }
    this.#host = options.host ?? '127.0.0.1'
    this.#token = options.token ?? randomBytes(32).toString('base64url')
    // RFC 6750 section 2.1: what a Bearer header can carry.
    if (!/^[\w.~+/-]{1,1000}=*$/.test(this.#token)) {
      throw new PushwrightError(
        'ERR_OPTION',
        'Expected `token` to be letters, digits and any of ._~+/-, got other ones.',
      )
    }
    this.#controlled = {
      server,
      limits,
      about: options.about ?? {},
      clients: new VirtualClients({ server, limits, timeout }),
      pushes: new NumberedLog<Push>({ entries: limits.pushes, waiters: limits.waiters }),
      faults: new ArmedFaults(server, limits.faults),
      shutdown: options.onShutdown ?? (() => {}),
    }
    this.#listener = new ControlListener((request, signal) => this.#respond(request, signal))
  }

  /** What every request carries as `Authorization: Bearer`. */
  get token(): string {
    return this.#token
  }

  /**
   * Starts a control API.
   *
   * @throws PushwrightError `ERR_OPTION` for a token that no header can carry.
   */
  static async start(options: ControlServerOptions): Promise<ControlServer> {
    const control = new ControlServer(options)
    const { limits } = control.#controlled
    control.#port = await control.#listener.listen({
      host: control.#host,
      port: options.port ?? 0,
      connections: limits.connections,
    })
    control.#watchPushes()
    return control
  }

  /** Such as `http://127.0.0.1:54321`; paths follow. */
  get url(): string {
    return `http://${isIPv6(this.#host) ? `[${this.#host}]` : this.#host}:${this.#port}`
  }

  /** Ends every request and every virtual client, and frees the port. Later calls give the same promise. */
  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  async #respond(request: IncomingMessage, signal: AbortSignal): Promise<Answer> {
    guard(request.headers, { host: this.#host, port: this.#port, token: this.#token })
    const [path = '', ...query] = (request.url ?? '').split('?')
    const { route, parameters } = findRoute(routes, request.method ?? '', path)
    const takesBody = route.method === 'POST' || route.method === 'PUT'
    const body = takesBody ? await readBody(request, this.#controlled.limits.bodyBytes) : {}
    const fields = Object.fromEntries(new URLSearchParams(query.join('?')))
    return route.handle({ parameters, query: fields, body, signal }, this.#controlled)
  }

  /** A predicate that wants none sees all: each push when it is answered, and again when it is acknowledged. */
  #watchPushes(): void {
    const { server, pushes } = this.#controlled
    const seen = new WeakSet<Push>()
    const look = (push: Push): boolean => {
      if (!seen.has(push)) pushes.add(push)
      seen.add(push)
      return false
    }
    const options = { timeout: Number.POSITIVE_INFINITY, signal: this.#watch.signal }
    // It ends with the control API or with the server, and both are meant.
    server.waitForPush(look, options).catch(() => {})
  }

  async #close(): Promise<void> {
    this.#watch.abort()
    await this.#listener.close()
    await this.#controlled.clients.close()
  }
}
