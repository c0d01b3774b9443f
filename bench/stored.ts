// What a stored message costs the fixture push service, where few are stored for a client and where many are.
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { Pool } from 'undici'
import WebSocket from 'ws'
import type { ServerAsk } from './clients/server.ts'
import { type Child, startChild } from './harness/child.ts'
import type { Effort } from './harness/effort.ts'
import { grow } from './harness/growth.ts'
import { inParallel } from './harness/in-parallel.ts'
import type { BenchResult } from './harness/result.ts'

interface User {
  readonly uaid: string
  readonly channelID: string
  readonly endpoint: string
}

const inFlight = 16
const body = randomBytes(1024)

export default async function stored(effort: Effort): Promise<BenchResult> {
  const growth = await grow({
    of: 'messages stored for each client',
    sizes: [1, 10, 100, 1000, 10_000].map((size) => (size === 1 ? 1 : effort.amount(size))),
    rounds: effort.rounds(5),
    figures: {
      store: { what: "the service's processor time to store a message", unit: 'ms' },
      deliver: {
        what: "the service's processor time to deliver a stored message, with its acknowledgement",
        unit: 'ms',
        because:
          'for one message, nearly all that was measured is the return of its client, which is subtracted; compare from 10 on.',
      },
    },
    async costs(size) {
      const server = await startChild<{ url: string }>('clients/server.ts')
      try {
        return await storeAndDeliver(server, size, Math.max(1, Math.ceil(effort.amount(4000) / size)))
      } finally {
        await server.close()
      }
    },
  })
  return {
    about: 'Messages are posted to clients that are away, then the clients come back and acknowledge.',
    comparisons: {},
    growth,
  }
}

/** Milliseconds of the service's processor for each message. */
async function storeAndDeliver(
  server: Child<{ url: string }>,
  size: number,
  users: number,
): Promise<{ store: number; deliver: number }> {
  const { url } = server.ready
  const computed = (): Promise<number> => server.ask('computed' satisfies ServerAsk)
  // The code of the service is compiled by then.
  await useAll(url, await makeUsers(url, 20), 100)
  const all = await makeUsers(url, users)
  const begin = await computed()
  await post(all, size)
  const posted = await computed()
  await inParallel(users, inFlight, (index) => receive(url, all[index] as User, size))
  const received = await computed()
  // Coming back costs as well, where nothing is stored.
  await inParallel(users, inFlight, (index) => receive(url, all[index] as User, 0))
  const cameBack = await computed()
  const count = users * size
  return { store: (posted - begin) / count, deliver: (received - posted - (cameBack - received)) / count }
}

async function useAll(url: string, users: readonly User[], size: number): Promise<void> {
  await post(users, size)
  await inParallel(users.length, inFlight, (index) => receive(url, users[index] as User, size))
}

async function makeUsers(url: string, count: number): Promise<User[]> {
  const users: User[] = []
  await inParallel(count, inFlight, async () => {
    const socket = new WebSocket(url, { perMessageDeflate: false })
    await once(socket, 'open')
    const { uaid } = await ask(socket, { messageType: 'hello', use_webpush: true, broadcasts: {} })
    const channelID = randomUUID()
    const { pushEndpoint } = await ask(socket, { messageType: 'register', channelID })
    users.push({ uaid: String(uaid), channelID, endpoint: String(pushEndpoint) })
    await leave(socket)
  })
  return users
}

async function post(users: readonly User[], size: number): Promise<void> {
  const [first] = users
  const pool = new Pool(new URL(first?.endpoint ?? '').origin, { connections: inFlight })
  await inParallel(users.length * size, inFlight, async (index) => {
    const { endpoint } = users[index % users.length] as User
    const headers = { TTL: '600', 'Content-Encoding': 'aes128gcm' }
    const response = await pool.request({ path: new URL(endpoint).pathname, method: 'POST', headers, body })
    await response.body.dump()
    if (response.statusCode !== 201) throw new Error(`Expected 201, got ${response.statusCode}.`)
  })
  await pool.close()
}

/** Comes back, and acknowledges so many messages, each by itself. */
async function receive(url: string, { uaid, channelID }: User, size: number): Promise<void> {
  const socket = new WebSocket(url, { perMessageDeflate: false })
  await once(socket, 'open')
  let left = size
  const { promise, resolve } = Promise.withResolvers<void>()
  socket.on('message', (data) => {
    const { messageType, version } = JSON.parse(String(data))
    if (messageType === 'notification') {
      socket.send(JSON.stringify({ messageType: 'ack', updates: [{ channelID, version, code: 100 }] }))
      left--
    }
    if (left === 0) resolve()
  })
  socket.send(JSON.stringify({ messageType: 'hello', use_webpush: true, broadcasts: {}, uaid }))
  await promise
  await leave(socket)
}

async function ask(socket: WebSocket, message: object): Promise<Record<string, unknown>> {
  socket.send(JSON.stringify(message))
  const [data] = (await once(socket, 'message')) as [Buffer]
  return JSON.parse(String(data))
}

async function leave(socket: WebSocket): Promise<void> {
  socket.close()
  await once(socket, 'close')
}
