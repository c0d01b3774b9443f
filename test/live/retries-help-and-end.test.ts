import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { defineCase, type Execution, type UrlRequestOptions, urlRequest } from '../../src/live/index.ts'
import { ManualClock } from './manual-clock.ts'
import { watch } from './watch.ts'

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

/** A clock on which every pause ends at once, and is remembered. */
class HastyClock extends ManualClock {
  readonly pauses: number[] = []
  /** Timers of attempts, which must not fire, are longer than every pause. */
  override after(milliseconds: number, fire: () => void): () => void {
    if (milliseconds >= 30_000) return () => {}
    this.pauses.push(milliseconds)
    setImmediate(fire)
    return () => {}
  }
}

function answering(...statuses: readonly number[]): Promise<string> {
  const left = [...statuses]
  return listen((_request, response) => {
    response.statusCode = left.shift() ?? 200
    response.end('said')
  })
}

test('an answer in the end, with how often it was asked for', async () => {
  const clock = new HastyClock()
  const url = await answering(500, 503, 408)
  const { status, attempts, body } = await urlRequest(url, {}, { clock, random: () => 0 })
  expect({ status, attempts, body: body.toString() }).toEqual({ status: 200, attempts: 4, body: 'said' })
  expect(clock.pauses).toEqual([500, 750, 1125])
})

test('the first pause is the least, chance adds a quarter at most, and none is longer than the longest', async () => {
  const clock = new HastyClock()
  const url = await answering(...Array.from({ length: 11 }, () => 500))
  const asking = urlRequest(url, {}, { clock, random: () => 0.999 })
  await expect(asking).rejects.toMatchObject({ code: 'ERR_REFUSED', details: { status: 500 } })
  expect(clock.pauses).toHaveLength(10)
  expect(clock.pauses[0]).toBeCloseTo(625, 0)
  expect(Math.max(...clock.pauses)).toBe(5000)
})

/** Refuses once, and says when to come back. */
function askingForPatience(retryAfter: string): Promise<string> {
  const left = [retryAfter]
  return listen((_request, response) => {
    const value = left.pop()
    if (value !== undefined) response.writeHead(429, { 'Retry-After': value })
    response.end()
  })
}

describe('what Retry-After asks for', () => {
  test.each<[string, (now: number) => string, number]>([
    ['seconds', () => '3', 3000],
    ['more than the longest pause', () => '8', 8000],
    ['less than the pause in any case', () => '0', 500],
    ['a date', (now) => new Date(now + 4000).toUTCString(), 4000],
    ['a date that is past', () => 'Thu, 01 Jan 1970 00:00:00 GMT', 500],
    ['something else', () => 'later', 500],
  ])('is waited: %s', async (_what, headerAt, pause) => {
    const clock = new HastyClock()
    const url = await askingForPatience(headerAt(clock.now()))
    await urlRequest(url, {}, { clock, random: () => 0 })
    expect(clock.pauses).toEqual([pause])
  })

  test('ends everything if that is too long', async () => {
    const clock = new HastyClock()
    const asking = urlRequest(await askingForPatience('60'), {}, { clock, totalTimeout: '1m' })
    await expect(asking).rejects.toMatchObject({ code: 'ERR_REFUSED', details: { status: 429 } })
    expect(clock.pauses).toEqual([])
  })
})

test('a refusal is no reason to ask again', async () => {
  const clock = new HastyClock()
  const asking = urlRequest(await answering(404), {}, { clock })
  await expect(asking).rejects.toMatchObject({ code: 'ERR_REFUSED', details: { status: 404 } })
  expect(clock.pauses).toEqual([])
})

test('a refusal is told before its end, which may never come', async () => {
  const clock = new HastyClock()
  const url = await listen((_request, response) => void response.writeHead(404).write('x'.repeat(3 * 1024 * 1024)))
  await expect(urlRequest(url, {}, { clock })).rejects.toMatchObject({
    code: 'ERR_REFUSED',
    message: expect.stringMatching(/got 404: x{200}$/),
  })
  expect(clock.pauses).toEqual([])
})

test('a good answer that is too long is an error that says so, and is not asked for again', async () => {
  const clock = new HastyClock()
  const url = await listen((_request, response) => response.end('x'.repeat(1001)))
  const { origin } = new URL(url)
  await expect(urlRequest(url, {}, { clock, bodyBytes: 1000 })).rejects.toMatchObject({
    code: 'ERR_LIMIT',
    message: `Expected the answer to GET ${origin} to have at most 1000 bytes, got more. Ask for less, or raise \`bodyBytes\`.`,
  })
  expect(clock.pauses).toEqual([])
  expect((await urlRequest(url, {}, { clock, bodyBytes: 1001 })).body).toHaveLength(1001)
})

test('nobody there is asked again, and said so in the end', async () => {
  const clock = new HastyClock()
  const closed = await new Promise<string>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(`http://127.0.0.1:${port}/`))
    })
  })
  const asking = urlRequest(closed, {}, { clock, retries: 2 })
  await expect(asking).rejects.toMatchObject({ code: 'ERR_NETWORK', details: { code: 'ECONNREFUSED' } })
  expect(clock.pauses).toHaveLength(2)
})

test('an attempt that takes too long is repeated like one that fails', async () => {
  const clock = new ManualClock()
  let count = 0
  const asked = Promise.withResolvers<void>()
  const url = await listen((_request, response) => {
    if (++count === 1) asked.resolve()
    else response.end()
  })
  const asking = urlRequest(url, {}, { clock, timeout: '2s', random: () => 0 })
  await asked.promise
  await clock.advance(2000)
  await clock.advance(500)
  expect((await asking).attempts).toBe(2)
})

test('connecting that takes too long is repeated, and told in the end', async () => {
  let connections = 0
  // Takes the connection, and says nothing of TLS.
  const server = createTcpServer((socket) => {
    connections++
    socket.on('error', () => {})
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const asking = urlRequest(url, {}, { connectTimeout: 50, retries: 1, minDelay: 1 })
  await expect(asking).rejects.toMatchObject({
    code: 'ERR_TIMEOUT',
    message: `Waited too long for GET ${new URL(url).origin} to take a connection.`,
  })
  expect(connections).toBe(2)
})

test('all together they take no longer than they may', async () => {
  const clock = new HastyClock()
  const options: UrlRequestOptions = { totalTimeout: '30s', minDelay: '40s', maxDelay: '60s' }
  const asking = urlRequest(await answering(500), {}, { clock, ...options })
  await expect(asking).rejects.toMatchObject({ code: 'ERR_REFUSED' })
  expect(clock.pauses).toEqual([])
})

test('a success says nothing about the case: a failure stays one', async () => {
  const { live } = watch()
  const url = await answering()
  const orders = live.add(
    defineCase<Record<never, never>, [string]>({
      name: 'orders',
      maxConsecutiveFailures: 1,
      async run({ get }, wish) {
        await get(url)
        if (wish === 'fail') throw new Error('no')
      },
    }),
  )
  await orders.runOnce({ args: ['fail'] })
  await orders.runOnce({ args: ['fail'] })
  expect(orders.state).toBe('ERROR')
  expect(orders.status.consecutiveFailures).toBe(2)
})

test('a case says how often and how patiently its tests ask', async () => {
  const clock = new HastyClock()
  const { live } = watch({ clock })
  const url = await answering(500, 500, 500)
  const ask = async ({ get }: Execution): Promise<void> => void (await get(url))
  const once = live.add(defineCase({ name: 'once', url: { retries: 0 }, run: ask }))
  const patient = live.add(defineCase({ name: 'patient', url: { minDelay: '20s', maxDelay: '20s' }, run: ask }))
  expect(await once.runOnce()).toMatchObject({ outcome: 'error', error: { code: 'ERR_REFUSED' } })
  expect((await patient.runOnce()).outcome).toBe('pass')
  expect(clock.pauses).toEqual([20_000, 20_000])
})

test('a request of a test has its headers, and is a step of its report', async () => {
  const { live } = watch()
  const seen: (string | undefined)[] = []
  const url = await listen((request, response) => {
    seen.push(request.headers['livecheck-test-id'] as string | undefined)
    response.end()
  })
  const orders = live.add(
    defineCase({
      name: 'orders',
      async run({ post }) {
        await post(url, { body: 'x' })
      },
    }),
  )
  const { steps } = await orders.runOnce({ id: 'one' })
  expect(seen).toEqual(['one'])
  expect(steps).toMatchObject([{ text: `POST ${new URL(url).origin}`, duration: expect.any(Number) }])
})
