// Servers on the loopback interface that do not keep Node alive: a run that has ended must not wait for its browser.
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo, Server, Socket } from 'node:net'

/** TCP connections at a time. A browser opens fewer to all the world, unless it is told to: Firefox 900, Chromium 256 and as many WebSockets. */
const maxConnections = 1000

/** Listens on a free port of 127.0.0.1. One connection too many is closed at once. */
export async function listenOnLoopback(server: Server): Promise<void> {
  server.on('connection', (socket: Socket) => socket.unref())
  server.maxConnections = maxConnections
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  server.unref()
}

/** The port of a server that listens. */
export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}

/** Whether a request is for the server by its own name. A page that an attacker's DNS name points here has a foreign Host. */
export function isForItself({ headers }: IncomingMessage, server: Server): boolean {
  return headers.host === `127.0.0.1:${portOf(server)}`
}
