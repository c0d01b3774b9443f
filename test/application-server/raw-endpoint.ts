// A push endpoint of nothing but `node:http`, which answers what a test tells it to.
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { ApplicationServer, type ApplicationServerOptions } from '../../src/application-server/index.ts'
import { Timing } from '../../src/deadline/index.ts'
import { createSubscriptionKeys, type SubscriptionKeys } from '../../src/webpush/index.ts'

/** One request as it came. */
export interface RawRequest {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  /** Milliseconds, only to compare with others. */
  readonly at: number
}

export type Respond = (request: RawRequest, response: ServerResponse, count: number) => void

export interface RawEndpoint {
  readonly origin: string
  readonly url: string
  readonly requests: RawRequest[]
  readonly sockets: ReadonlySet<Socket>
  /** How many TCP connections were made. */
  readonly connections: number
  readonly keys: SubscriptionKeys
  /** A subscription whose endpoint this is. */
  readonly target: { endpoint: string; keys: { p256dh: string; auth: string } }
}

export const created: Respond = (_request, response) => {
  response.writeHead(201, { Location: '/m/abc', TTL: '60' }).end()
}

/** Listens until the test is over. */
export async function startEndpoint(respond: Respond = created): Promise<RawEndpoint> {
  const requests: RawRequest[] = []
  const sockets = new Set<Socket>()
  let connections = 0
  const server = createServer(async (request, response) => {
    const raw = await readRequest(request)
    requests.push(raw)
    respond(raw, response, requests.length)
  })
  server.on('connection', (socket: Socket) => {
    connections++
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const url = `${origin}/wpush/v1/token?a=b`
  const keys = createSubscriptionKeys()
  return {
    origin,
    url,
    requests,
    sockets,
    keys,
    target: { endpoint: url, keys: { p256dh: keys.p256dh, auth: keys.authSecret } },
    get connections() {
      return connections
    },
  }
}

async function readRequest(request: IncomingMessage): Promise<RawRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    headers: request.headers,
    body: Buffer.concat(chunks),
    at: performance.now(),
  }
}

/** An application server that is closed with the test. */
export function makeSender(options: ApplicationServerOptions = {}): ApplicationServer {
  const sender = new ApplicationServer({ timing: new Timing({ timeout: 10_000 }), ...options })
  onTestFinished(() => sender.close())
  return sender
}
