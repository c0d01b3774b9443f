// The script of k6: CLIENTS virtual users, each with one connection.
import { WebSocket } from 'k6/websockets'

const { URL, CLIENTS, PINGS } = __ENV

export const options = {
  scenarios: {
    chat: { executor: 'per-vu-iterations', vus: Number(CLIENTS), iterations: 1, maxDuration: '10m' },
  },
}

export default function chat() {
  const socket = new WebSocket(URL)
  let left = Number(PINGS)
  socket.onopen = () => socket.send('{"messageType":"hello","use_webpush":true,"broadcasts":{}}')
  socket.onmessage = () => {
    if (left-- > 0) socket.send('{}')
    else socket.close()
  }
}
