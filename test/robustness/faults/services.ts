// Services for the grid: a push service that is well, and listeners that are something else.
import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { FixtureServer } from '../../../src/fixture/index.ts'
import type { FaultyService } from './fault.ts'

/** A service with nothing wrong, unless `arm` arms it. */
export async function fixture(arm: (server: FixtureServer) => void = () => {}): Promise<FaultyService> {
  const server = await FixtureServer.start()
  arm(server)
  return { url: server.url, close: () => server.close() }
}

/** No service. */
export function noService(url: string): FaultyService {
  return { url, close: async () => {} }
}

/** A port that nobody listens on. */
export async function refusing(): Promise<FaultyService> {
  const server = await tcp(() => {})
  await server.close()
  return noService(server.url)
}

/** A listener that does something with each connection. */
export async function tcp(behave: (socket: Socket) => void, port = 0): Promise<FaultyService> {
  return listen(
    createServer((socket) => behave(socket.on('error', () => {}))),
    port,
  )
}

/** A web server that knows no push. */
export async function webServer(): Promise<FaultyService> {
  return listen(createHttpServer((_request, response) => response.end('It works!')))
}

/** The port of a push service that has ended, where another service listens now. */
export async function reusedPort(): Promise<FaultyService> {
  const before = await fixture()
  await before.close()
  return tcp((socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n'), Number(new URL(before.url).port))
}

/** Sends headers without end. */
export function babble(socket: Socket): void {
  const more = (): void => {
    while (!socket.destroyed && socket.write(`${'X-Endless: '.padEnd(16_384, 'x')}\r\n`)) {
      // Until the other side reads no more.
    }
  }
  socket.write('HTTP/1.1 101 Switching Protocols\r\n')
  socket.on('drain', more)
  more()
}

/** Listens on the loopback interface; closing ends its connections. */
export async function listen(server: Server, port = 0): Promise<FaultyService> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close() {
      for (const socket of sockets) socket.destroy()
      if (!server.listening) return
      server.close()
      await once(server, 'close')
    },
  }
}
