import { once } from 'node:events'
import WebSocket from 'ws'
import { serve } from './side.ts'

const [url = ''] = process.argv.slice(2)
const hello = JSON.stringify({ messageType: 'hello', use_webpush: true, broadcasts: {} })

serve(
  () =>
    new Promise<WebSocket>((resolve, reject) => {
      const socket = new WebSocket(url, { perMessageDeflate: false })
      socket.once('error', reject)
      socket.once('open', () => socket.send(hello))
      socket.once('message', (data) => {
        JSON.parse(String(data))
        resolve(socket)
      })
    }),
  async (sockets) => {
    for (const socket of sockets) socket.close()
    await Promise.all(sockets.map((socket) => once(socket, 'close')))
  },
)
