// A chat room: tells everyone who comes, what they say, and who leaves.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'

/** Starts a chat server on a free port of the loopback interface. */
export async function startChat(): Promise<{ url: string; close(): void }> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(server, 'listening')
  const tell = (message: unknown, except?: WebSocket): void => {
    for (const other of server.clients) if (other !== except) other.send(JSON.stringify(message))
  }
  server.on('connection', (socket, request) => {
    const name = new URL(request.url ?? '', 'ws://chat').searchParams.get('name')
    socket.send(JSON.stringify({ type: 'welcome', name }))
    socket.on('message', (data) => {
      const { text } = JSON.parse(String(data)) as { text: string }
      tell({ type: 'said', by: name, text }, socket)
    })
    socket.on('close', () => tell({ type: 'left', name }))
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `ws://127.0.0.1:${port}/`,
    close() {
      for (const socket of server.clients) socket.terminate()
      server.close()
    },
  }
}
