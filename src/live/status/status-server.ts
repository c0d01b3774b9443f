// Serves the status of a live check: a page for people, `/healthz` for who restarts, `/metrics` for Prometheus.
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { LiveCheck } from '../live-check.ts'

/** Where to listen. */
export interface StatusServerOptions {
  /** Default 127.0.0.1. */
  readonly host?: string
  /** The default 0 takes a free one. */
  readonly port?: number
}

/**
 * Serves the status of a live check, to be read and not to be changed.
 *
 * - `/`: the page. `/status.json`: what it shows.
 * - `/healthz`: 200, or 503 while an alarm is on. `/metrics`: for Prometheus.
 *
 * @example
 * ```ts
 * const server = await StatusServer.start(live)
 * console.log(server.url)
 * await server.close()
 * ```
 */
export class StatusServer {
  /** With a slash at the end. */
  readonly url: string
  readonly #server: Server

  private constructor(server: Server, url: string) {
    this.#server = server
    this.url = url
  }

  /** @throws What listening throws. */
  static async start(
    live: LiveCheck,
    { host = '127.0.0.1', port = 0 }: StatusServerOptions = {},
  ): Promise<StatusServer> {
    // With the page and what it needs, for those who serve it alone.
    const { createStatusServer } = await import('./answers.ts')
    const server = createStatusServer(live, host)
    server.listen(port, host)
    await once(server, 'listening')
    const name = host.includes(':') ? `[${host}]` : host
    return new StatusServer(server, `http://${name}:${(server.address() as AddressInfo).port}/`)
  }

  /** Ends every connection. */
  async close(): Promise<void> {
    const closed = once(this.#server, 'close')
    this.#server.close()
    this.#server.closeAllConnections()
    await closed
  }
}
