// Serves the status of a live check: a page for people, `/healthz` for who restarts, `/metrics` for Prometheus.
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isLoopback } from '../../control/index.ts'
import type { LiveCheck } from '../live-check.ts'
import { page, pageHeaders } from './page.ts'
import { prometheusType, renderPrometheus } from './prometheus.ts'
import { statusOf } from './status-record.ts'

/** Where to listen. */
export interface StatusServerOptions {
  /** Default 127.0.0.1. */
  readonly host?: string
  /** The default 0 takes a free one. */
  readonly port?: number
}

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
}

/** TCP connections at a time. */
const maxConnections = 100

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
    const server = createServer((request, response) => send(request, response, answer(live, host, request)))
    server.maxConnections = maxConnections
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

function answer(live: LiveCheck, host: string, { method, url = '/', headers }: IncomingMessage): Answer {
  // A page that an attacker's DNS name points here has a foreign Host.
  if (isLoopback(host) && !isLoopback(hostNameOf(headers.host))) return text(403, 'Expected Host to be loopback.')
  if (method !== 'GET' && method !== 'HEAD') return text(405, 'Expected GET or HEAD.', { Allow: 'GET, HEAD' })
  switch (url.split('?', 1)[0]) {
    case '/':
      return { status: 200, headers: pageHeaders, text: page }
    case '/status.json':
      return { status: 200, headers: { 'Content-Type': 'application/json' }, text: JSON.stringify(statusOf(live)) }
    case '/healthz':
      return text(live.healthy ? 200 : 503, healthText(live))
    case '/metrics':
      return { status: 200, headers: { 'Content-Type': prometheusType }, text: renderPrometheus(statusOf(live)) }
    default:
      return text(404, 'There are /, /status.json, /healthz and /metrics.')
  }
}

function healthText({ healthy, status }: LiveCheck): string {
  if (healthy) return 'ok'
  return status.flatMap(({ alarms }) => alarms.map(({ message }) => message)).join('\n')
}

function text(status: number, text: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: { 'Content-Type': 'text/plain; charset=utf-8', ...headers }, text: `${text}\n` }
}

function hostNameOf(host = ''): string {
  return host.replace(/:\d+$/, '').replace(/^\[|\]$/g, '')
}

function send({ method }: IncomingMessage, response: ServerResponse, { status, headers, text }: Answer): void {
  // Who goes away before the end has no use for it.
  response.on('error', () => {})
  response.writeHead(status, {
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Content-Length': Buffer.byteLength(text),
    ...headers,
  })
  response.end(method === 'HEAD' ? undefined : text)
}
