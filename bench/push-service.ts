// The fixture push service against a bare `node:http` + `ws` server that does the same: POST accepted, frame out, ack in.
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { Pool } from 'undici'
import WebSocket from 'ws'
import { type Child, startChild } from './harness/child.ts'
import { compare } from './harness/compare.ts'
import type { Effort } from './harness/effort.ts'
import { inParallel } from './harness/in-parallel.ts'
import type { BenchResult } from './harness/result.ts'

type Service = Child<{ url: string }>

/** Bytes for each idle client, as the server sees it. */
interface Memory {
  readonly resident: number
  readonly heap: number
}

const inFlight = 32
const body = randomBytes(1024)
const than = 'bare `node:http` and `ws`'

export default async function pushService(effort: Effort): Promise<BenchResult> {
  const start = (side: 'ours' | 'bare'): Promise<Service> => startChild(`push-service/${side}.ts`)
  const [ours, bare] = [await start('ours'), await start('bare')]
  const deliveries = effort.amount(6000)
  try {
    const delivery = await compare({
      rounds: effort.rounds(9),
      than,
      figures: {
        delivery: {
          what: 'posts accepted, delivered and acknowledged, 32 at once',
          unit: '/s',
          better: 'higher',
          aim: 0.7,
        },
        computing: { what: "the service's processor time for one of them", unit: 'ms', better: 'lower' },
      },
      ours: () => deliver(ours, deliveries),
      theirs: () => deliver(bare, deliveries),
    })
    const memory = (side: 'ours' | 'bare') => async () => {
      const child = await start(side)
      const used = await idle(child, effort.amount(2000))
      await child.close()
      return { memory: used.resident, heap: used.heap }
    }
    const memories = await compare({
      rounds: effort.rounds(5),
      than,
      figures: {
        memory: { what: "the service's resident memory for an idle client", unit: 'bytes', better: 'lower', aim: 2 },
        heap: { what: "the service's heap for an idle client", unit: 'bytes', better: 'lower', aim: 2 },
      },
      ours: memory('ours'),
      theirs: memory('bare'),
    })
    return {
      about: 'The fixture push service; the other side takes every post and knows no rule.',
      comparisons: { ...delivery, ...memories },
    }
  } finally {
    await Promise.all([ours.close(), bare.close()])
  }
}

/** Deliveries in a second, and milliseconds of the processor for each: the last ack is sent when the time is taken. */
async function deliver(service: Service, deliveries: number): Promise<{ delivery: number; computing: number }> {
  const socket = await connect(service.ready.url)
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
  const before = await service.ask<number>('computed')
  const begin = performance.now()
  await inParallel(deliveries, inFlight, async () => {
    const headers = { TTL: '60', 'Content-Encoding': 'aes128gcm' }
    const response = await pool.request({ path: pathname, method: 'POST', headers, body })
    await response.body.dump()
    if (response.statusCode !== 201) throw new Error(`Expected 201, got ${response.statusCode}.`)
  })
  await all
  const delivery = deliveries / ((performance.now() - begin) / 1000)
  const computing = ((await service.ask<number>('computed')) - before) / deliveries
  await pool.close()
  socket.terminate()
  return { delivery, computing }
}

/** What the server needs for each of many clients that do nothing. */
async function idle(child: Service, count: number): Promise<Memory> {
  const warm = await connectMany(child.ready.url, 200)
  for (const socket of warm) socket.terminate()
  await child.ask<Memory>('memory')
  const before = await child.ask<Memory>('memory')
  const sockets = await connectMany(child.ready.url, count)
  const after = await child.ask<Memory>('memory')
  for (const socket of sockets) socket.terminate()
  return {
    resident: (after.resident - before.resident) / count,
    heap: (after.heap - before.heap) / count,
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
