// Servers on the loopback interface that do not keep Node alive: a run that has ended must not wait for its browser.
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo, Server, Socket } from 'node:net'

/** Listens on a free port of 127.0.0.1. */
export async function listenOnLoopback(server: Server): Promise<void> {
  server.on('connection', (socket: Socket) => socket.unref())
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
