// Answers Prometheus while a plan runs.
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Metrics, type MetricsRecord } from '../metrics/index.ts'
import { prometheusText, prometheusType } from './prometheus-text.ts'

/** TCP connections at a time. */
const maxConnections = 100

/** An endpoint that shows what was measured last. */
export interface PrometheusServer {
  /** `http://127.0.0.1:PORT/metrics`. */
  readonly url: string
  show(record: MetricsRecord): void
  close(): Promise<void>
}

/**
 * Listens on loopback.
 *
 * @param port - 0 for any that is free.
 */
export async function startPrometheus(port: number): Promise<PrometheusServer> {
  let latest: MetricsRecord = new Metrics(0).toJSON()
  const server = createServer((request, response) => {
    // A page that an attacker's DNS name points here has a foreign Host.
    if (!isOwnHost(request.headers.host, server)) response.writeHead(403).end('Expected Host to be loopback.\n')
    else if (request.url !== '/metrics') response.writeHead(404).end('Expected /metrics.\n')
    else if (request.method !== 'GET') response.writeHead(405, { Allow: 'GET' }).end('Expected GET.\n')
    else response.writeHead(200, { 'Content-Type': prometheusType }).end(prometheusText(latest))
  })
  server.maxConnections = maxConnections
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`,
    show(record) {
      latest = record
    },
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

function isOwnHost(host: string | undefined, server: Server): boolean {
  const { port } = server.address() as AddressInfo
  return host === `127.0.0.1:${port}` || host === `localhost:${port}`
}
