// A push service behind TLS: greets push clients, and takes every post.
import { once } from 'node:events'
import { createServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { WebSocketServer } from 'ws'
import type { TestCertificate } from './certificates.ts'

export interface TlsService {
  readonly wss: string
  readonly https: string
}

/** Listens until the test is over. */
export async function startTlsService({ cert, key }: TestCertificate): Promise<TlsService> {
  const server = createServer({ cert, key }, (request, response) => {
    request.resume()
    response.writeHead(201).end()
  })
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
  })
  server.on('tlsClientError', () => {})
  const webSockets = new WebSocketServer({ server })
  webSockets.on('connection', (socket) => {
    socket.on('message', () => socket.send('{"messageType":"hello","uaid":"u","status":200}'))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    webSockets.close()
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  const { port } = server.address() as AddressInfo
  return { wss: `wss://localhost:${port}/`, https: `https://localhost:${port}` }
}
