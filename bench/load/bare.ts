import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import {
  createSubscriptionKeys,
  createVapidSigner,
  decodeBase64url,
  decrypt,
  encrypt,
  generateVapidKeys,
  type SubscriptionKeys,
} from 'pushwright/core'
import { Agent } from 'undici'
import WebSocket from 'ws'
import { inParallel } from '../harness/in-parallel.ts'
import { median } from '../harness/numbers.ts'
import { serve } from './side.ts'

const [url = ''] = process.argv.slice(2)
const payload = Buffer.alloc(1024, 'push')
const vapidKeys = generateVapidKeys()
const signer = createVapidSigner(vapidKeys, { subject: 'mailto:bench@example.com' })

interface Subscribed {
  readonly socket: WebSocket
  readonly channelID: string
  readonly endpoint: string
  readonly keys: SubscriptionKeys
}

function connect(): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { perMessageDeflate: false })
    socket.once('error', reject)
    socket.once('open', () => socket.send(JSON.stringify({ messageType: 'hello', use_webpush: true, broadcasts: {} })))
    socket.once('message', (data) => {
      JSON.parse(String(data))
      resolve(socket)
    })
  })
}

async function subscribe(): Promise<Subscribed> {
  const socket = await connect()
  const channelID = randomUUID()
  socket.send(JSON.stringify({ messageType: 'register', channelID, key: vapidKeys.publicKey }))
  const [data] = (await once(socket, 'message')) as [Buffer]
  const { pushEndpoint } = JSON.parse(String(data)) as { pushEndpoint: string }
  return { socket, channelID, endpoint: pushEndpoint, keys: createSubscriptionKeys() }
}

async function pushOne({ socket, channelID, endpoint, keys }: Subscribed, agent: Agent, body?: Buffer): Promise<void> {
  const arrived = once(socket, 'message')
  const { origin, pathname } = new URL(endpoint)
  const message = body ?? encrypt(payload, { p256dh: keys.p256dh, auth: keys.authSecret }).body
  const response = await agent.request({
    origin,
    path: pathname,
    method: 'POST',
    headers: {
      TTL: '60',
      'Content-Encoding': 'aes128gcm',
      'Content-Type': 'application/octet-stream',
      ...(await signer.authorization(origin)),
    },
    body: message,
  })
  await response.body.dump()
  if (response.statusCode !== 201) throw new Error(`Expected 201, got ${response.statusCode}.`)
  const [frame] = (await arrived) as [Buffer]
  const { version, data } = JSON.parse(String(frame)) as { version: string; data: string }
  const received = decodeBase64url(data) as Buffer
  const [got, expected] =
    body === undefined ? [decrypt(received, keys, { contentEncoding: 'aes128gcm' }), payload] : [received, body]
  if (!got.equals(expected)) throw new Error('Expected what was sent.')
  socket.send(JSON.stringify({ messageType: 'ack', updates: [{ channelID, version, code: 100 }] }))
}

serve({
  async push(clients, pushes, encrypted) {
    const agent = new Agent()
    const stranger = createSubscriptionKeys()
    const body = encrypted ? undefined : encrypt(payload, { p256dh: stranger.p256dh, auth: stranger.authSecret }).body
    const times: number[] = []
    await inParallel(clients, clients, async () => {
      const subscribed = await subscribe()
      for (let index = 0; index < pushes / clients; index++) {
        const start = performance.now()
        await pushOne(subscribed, agent, body)
        times.push(performance.now() - start)
      }
      subscribed.socket.close()
      await once(subscribed.socket, 'close')
    })
    await agent.close()
    return median(times)
  },
  async stay(count) {
    const sockets: WebSocket[] = []
    await inParallel(count, 32, async () => {
      sockets.push(await connect())
    })
    return async () => {
      for (const socket of sockets) socket.close()
      await Promise.all(sockets.map((socket) => once(socket, 'close')))
    }
  },
})
