// What all generators connect to: answers hello and pings, and counts the pings.
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'

let pings = 0
const server = createServer()
new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket) => {
  socket.on('message', (data) => {
    const text = String(data)
    if (text !== '{}') {
      socket.send(
        JSON.stringify({ messageType: 'hello', uaid: randomUUID(), status: 200, use_webpush: true, broadcasts: {} }),
      )
      return
    }
    pings++
    socket.send('{}')
  })
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

/** Gives the pings since it was asked before. */
process.on('message', () => {
  process.send?.(pings)
  pings = 0
})
process.once('disconnect', () => process.exit())
process.send?.({ url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/` })
