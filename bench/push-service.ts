// The fixture push service against a bare `node:http` + `ws` server that does the same: POST accepted, frame out, ack in.
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { Pool } from 'undici'
import WebSocket from 'ws'
import { inParallel, interleave, median, round, startChild } from './measure.ts'
import type { BenchResult } from './run.ts'

type Child = Awaited<ReturnType<typeof startChild<{ url: string }>>>

/** Bytes for each idle client, as the server sees it. */
interface Memory {
  readonly resident: number
  readonly heap: number
}

const deliveries = 6000
const inFlight = 32
const idleClients = 2000
const body = randomBytes(1024)

export default async function pushService(): Promise<BenchResult> {
  const start = (side: 'ours' | 'bare'): Promise<Child> => startChild(`./push-service/${side}.ts`)
  const [ours, bare] = [await start('ours'), await start('bare')]
  try {
    const delivery = await interleave(
      9,
      () => deliver(ours.ready.url),
      () => deliver(bare.ready.url),
    )
    const heap: Record<'ours' | 'bare', number[]> = { ours: [], bare: [] }
    const memory = (side: 'ours' | 'bare') => async () => {
      const child = await start(side)
      const used = await idle(child)
      await child.close()
      heap[side].push(used.heap)
      return used.resident
    }
    const resident = await interleave(5, memory('ours'), memory('bare'))
    return {
      name: 'push-service',
      ratios: {
        delivery: delivery.ratio,
        memory: resident.ratio,
        heap: round(median(heap.ours) / median(heap.bare)),
      },
      figures: { deliveriesPerSecond: delivery, bytesPerClient: resident, heap },
    }
  } finally {
    await Promise.all([ours.close(), bare.close()])
  }
}

/** Deliveries in a second: the last ack is sent when the time is taken. */
async function deliver(url: string): Promise<number> {
  const socket = await connect(url)
  const [channelID, endpoint] = await register(socket)
  let left = deliveries
  const all = new Promise<void>((resolve) => {
    socket.on('message', (data) => {
      const { version } = JSON.parse(String(data)) as { version: string }
      socket.send(JSON.stringify({ messageType: 'ack', updates: [{ channelID, version, code: 100 }] }))
      left--
      if (left === 0) resolve()
    })
  })
  const { origin, pathname } = new URL(endpoint)
  const pool = new Pool(origin, { connections: inFlight })
  const begin = performance.now()
  await inParallel(deliveries, inFlight, async () => {
    const headers = { TTL: '60', 'Content-Encoding': 'aes128gcm' }
    const response = await pool.request({ path: pathname, method: 'POST', headers, body })
    await response.body.dump()
    if (response.statusCode !== 201) throw new Error(`Expected 201, got ${response.statusCode}.`)
  })
  await all
  const rate = deliveries / ((performance.now() - begin) / 1000)
  await pool.close()
  socket.terminate()
  return rate
}

/** What the server needs for each of many clients that do nothing. */
async function idle(child: Child): Promise<Memory> {
  const warm = await connectMany(child.ready.url, 200)
  for (const socket of warm) socket.terminate()
  await child.ask<Memory>('memory')
  const before = await child.ask<Memory>('memory')
  const sockets = await connectMany(child.ready.url, idleClients)
  const after = await child.ask<Memory>('memory')
  for (const socket of sockets) socket.terminate()
  return {
    resident: (after.resident - before.resident) / idleClients,
    heap: (after.heap - before.heap) / idleClients,
  }
}

async function connectMany(url: string, count: number): Promise<WebSocket[]> {
  const sockets: WebSocket[] = []
  await inParallel(count, inFlight, async () => {
    sockets.push(await connect(url))
  })
  return sockets
}

async function connect(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url, { perMessageDeflate: false })
  await once(socket, 'open')
  socket.send(JSON.stringify({ messageType: 'hello', use_webpush: true, broadcasts: {} }))
  await once(socket, 'message')
  return socket
}

async function register(socket: WebSocket): Promise<[channelID: string, endpoint: string]> {
  const channelID = randomUUID()
  socket.send(JSON.stringify({ messageType: 'register', channelID }))
  const [data] = (await once(socket, 'message')) as [Buffer]
  const { pushEndpoint } = JSON.parse(String(data)) as { pushEndpoint: string }
  return [channelID, pushEndpoint]
}
