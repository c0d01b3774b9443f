import WebSocket from 'ws'
import { channels, hello, serve } from './side.ts'

const [url = ''] = process.argv.slice(2)
const messages = [hello, ...channels.map((channelID) => ({ messageType: 'register', channelID }))].map((message) =>
  JSON.stringify(message),
)

serve(
  () =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(url, { perMessageDeflate: false })
      const left = new Set(['hello', ...channels])
      socket.on('error', reject)
      socket.on('open', () => {
        for (const message of messages) socket.send(message)
      })
      socket.on('message', (data) => {
        const { messageType, channelID, status } = JSON.parse(String(data))
        if (status === 200) left.delete(messageType === 'hello' ? messageType : channelID)
        if (left.size === 0) socket.close()
      })
      socket.on('close', () => (left.size === 0 ? resolve() : reject(new Error('It closed too early.'))))
    }),
)
