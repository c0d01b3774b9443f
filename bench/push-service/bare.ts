import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import { computed, memoryInUse } from '../harness/usage.ts'

/** A push service without any rule: who registers gets every message. */
const subscribers = new Map<string, { socket: WebSocket; channelID: string }>()
const unacked = new Map<string, Buffer>()

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const body = Buffer.concat(chunks)
    const subscriber = subscribers.get((request.url ?? '').slice(1))
    const version = randomUUID()
    unacked.set(version, body)
    subscriber?.socket.send(
      JSON.stringify({
        messageType: 'notification',
        channelID: subscriber.channelID,
        version,
        data: body.toString('base64url'),
        headers: { encoding: request.headers['content-encoding'] },
      }),
    )
    response.writeHead(201, { Location: `/m/${version}`, TTL: request.headers.ttl }).end()
  })
})
const sockets = new WebSocketServer({ server, perMessageDeflate: false })
sockets.on('connection', (socket) => {
  socket.on('message', (data) => {
    const message = JSON.parse(String(data))
    if (message.messageType === 'hello') {
      socket.send(
        JSON.stringify({ messageType: 'hello', uaid: randomUUID(), status: 200, use_webpush: true, broadcasts: {} }),
      )
    } else if (message.messageType === 'register') {
      const token = randomUUID()
      const { channelID } = message
      subscribers.set(token, { socket, channelID })
      socket.send(
        JSON.stringify({ messageType: 'register', channelID, status: 200, pushEndpoint: `${origin}/${token}` }),
      )
    } else {
      for (const { version } of message.updates) unacked.delete(version)
    }
  })
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const { port } = server.address() as AddressInfo
const origin = `http://127.0.0.1:${port}`

process.on('message', async (ask) => process.send?.(ask === 'computed' ? computed() : await memoryInUse()))
process.once('disconnect', () => {
  for (const socket of sockets.clients) socket.terminate()
  server.closeAllConnections()
  server.close()
})
process.send?.({ url: `ws://127.0.0.1:${port}/` })
