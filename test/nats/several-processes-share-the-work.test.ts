import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface, type Interface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { jetstreamManager, type StreamState } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { expect, onTestFinished, test } from 'vitest'
import {
  type Case,
  defineCase,
  LiveCheck,
  NatsBus,
  type NatsBusOptions,
  type Signal,
  signal,
} from '../../src/live/index.ts'
import { MemoryReporter } from '../live/watch.ts'
import { endWithTest, natsServer } from './nats-server.ts'

type Signals = { first: Signal<string>; second: Signal<string> }

function orders(options: Partial<Case<Signals, []>> = {}): Case<Signals, []> {
  return defineCase({
    name: 'orders',
    signals: { first: signal<string>(), second: signal<string>() },
    async run({ signals }) {
      await signals.first.wait({ timeout: '20s' })
      await signals.second.wait({ timeout: '20s' })
    },
    ...options,
  })
}

async function join(url: string, options: Partial<NatsBusOptions> = {}) {
  const bus = await NatsBus.connect({ url, ackWait: 1000, ...options })
  const told = new MemoryReporter()
  const live = new LiveCheck({ bus, reporters: [told] })
  onTestFinished(() => live.stop({ grace: 100 }))
  return { live, told, bus }
}

async function line(reader: Interface): Promise<string> {
  const [text] = (await once(reader, 'line')) as [string]
  return text
}

/** A process that makes fake requests of `orders`, and how many it has made. */
function spawnMaker(url: string) {
  const path = fileURLToPath(new URL('./fake-request-maker.ts', import.meta.url))
  const maker = spawn(process.execPath, [path, url], { stdio: ['ignore', 'pipe', 'inherit'] })
  endWithTest(maker)
  const counted = { process: maker, made: 0, ended: once(maker, 'close') }
  createInterface(maker.stdout).on('line', () => counted.made++)
  return counted
}

/** Asks what a stream has. */
async function streamInfo(url: string, name: string): Promise<() => Promise<StreamState>> {
  const connection = await connect({ servers: url })
  onTestFinished(() => connection.close())
  const { streams } = await jetstreamManager(connection)
  return async () => (await streams.info(name)).state
}

test('a test and its signals find each other, wherever they land, before or after', async () => {
  const url = await natsServer()
  const app = await join(url)
  const other = await join(url)
  const workers = [await join(url), await join(url)]
  const inApp = app.live.add(orders())
  const inOther = other.live.add(orders())
  for (const { live } of workers) {
    live.add(orders({ concurrency: 2 }))
    await live.start()
  }
  const ids = ['a', 'b', 'c', 'd', 'e', 'f']
  for (const id of ids) {
    inOther.signals.second.send('early', { key: id })
    await other.live.flush()
    inApp.trigger({ id })
    inApp.signals.first.send('late', { key: id })
  }
  const reports = (): readonly string[] => workers.flatMap(({ told }) => told.reports.map(({ test }) => test.id)).sort()
  await expect.poll(reports, { timeout: 20_000 }).toEqual(ids)
  for (const { told } of workers) expect(told.outcomes.every((outcome) => outcome === 'pass')).toBe(true)
  const [first] = workers.flatMap(({ told }) => told.reports)
  expect(first?.signals.map(({ signal, source }) => [signal, source]).sort()).toEqual([
    ['first', app.live.source],
    ['second', other.live.source],
  ])
})

test('every process knows what all of them have found', async () => {
  const url = await natsServer()
  const [one, other] = [await join(url), await join(url)]
  const here = one.live.add(defineCase({ name: 'orders', run: () => Promise.reject(new Error('no')) }))
  const there = other.live.add(defineCase({ name: 'orders', run: () => {} }))
  await one.live.start()
  await other.live.start()
  await here.runOnce()
  await expect.poll(() => there.state).toBe('ERROR')
  expect(there.status.lastFailure).toMatchObject({ source: one.live.source })
  await there.runOnce()
  await expect.poll(() => here.state).toBe('PASS')
  expect(here.status.totals).toMatchObject({ pass: 1, error: 1 })
})

test('a test whose process is killed is run by another one, which hears what came before', async () => {
  const url = await natsServer()
  const app = await join(url)
  const inApp = app.live.add(orders())
  const worker = spawn(process.execPath, [fileURLToPath(new URL('./live-worker.ts', import.meta.url)), url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  endWithTest(worker)
  const said = createInterface(worker.stdout)
  expect(await line(said)).toBe('ready')
  inApp.trigger({ id: 'one' })
  inApp.signals.first.send('x', { key: 'one' })
  // It has taken the first signal, and waits for the second.
  expect(await line(said)).toBe('one')
  worker.kill('SIGKILL')
  await once(worker, 'exit')
  const heir = await join(url)
  heir.live.add(orders())
  await heir.live.start()
  inApp.signals.second.send('y', { key: 'one' })
  await expect.poll(() => heir.told.reports, { timeout: 20_000 }).toMatchObject([{ outcome: 'pass', attempt: 2 }])
})

test('a test that runs longer than the queue waits is not given to another one', async () => {
  const url = await natsServer()
  const workers = [await join(url, { ackWait: 600 }), await join(url, { ackWait: 600 })]
  const gate = Promise.withResolvers<void>()
  let runs = 0
  for (const { live } of workers) {
    live.add(
      defineCase({
        name: 'orders',
        run() {
          runs++
          return gate.promise
        },
      }),
    )
    await live.start()
  }
  const connection = await connect({ servers: url })
  onTestFinished(() => connection.close())
  const signsOfLife = connection.subscribe('$JS.ACK.PUSHWRIGHT_LIVE_live_TESTS.orders.>', { max: 5 })
  await connection.flush()
  const [slow] = workers[0]?.live.cases ?? []
  slow?.trigger()
  // Each comes after a third of what the queue waits.
  for await (const sign of signsOfLife) expect(sign.string()).toBe('+WPI')
  gate.resolve()
  await expect.poll(() => workers.flatMap(({ told }) => told.outcomes)).toEqual(['pass'])
  expect(runs).toBe(1)
})

test('live checks of other names have nothing to do with each other', async () => {
  const url = await natsServer()
  const bus = await NatsBus.connect({ url, name: 'shop' })
  const other = await join(url, { name: 'store' })
  other.live.add(orders())
  await other.live.start()
  const live = new LiveCheck({ name: 'shop', bus })
  onTestFinished(() => live.stop())
  const inShop = live.add(orders({ run: () => {} }))
  inShop.trigger({ id: 'one' })
  await live.start()
  await expect.poll(() => inShop.status.totals.pass).toBe(1)
  expect(other.told.reports).toEqual([])
})

test('messages that are none are told, and end nothing', async () => {
  const url = await natsServer()
  const errors: unknown[] = []
  const { live } = await join(url, { onError: (error) => errors.push(error) })
  const inLive = live.add(orders({ run: () => {} }))
  await live.start()
  const connection = await connect({ servers: url })
  onTestFinished(() => connection.close())
  for (const text of ['no JSON', '{}', '{"id":1}']) {
    connection.publish('pushwright.live.live.test.orders', text)
    connection.publish('pushwright.live.live.report', text)
  }
  inLive.trigger()
  await expect.poll(() => inLive.status.totals.pass).toBe(1)
  await expect.poll(() => errors.length).toBe(6)
})

test('who stops takes no more tests, and leaves them to others', async () => {
  const url = await natsServer()
  const { live } = await join(url)
  live.add(orders())
  await live.start()
  await live.stop()
  const heir = await join(url)
  const inHeir = heir.live.add(orders({ run: () => {} }))
  inHeir.trigger()
  await heir.live.start()
  await expect.poll(() => inHeir.status.totals.pass, { timeout: 10_000 }).toBe(1)
})

test('one of several processes has the turn, and another one when that asks no more', async () => {
  const url = await natsServer()
  const [one, other, third] = await Promise.all([1, 2, 3].map(() => NatsBus.connect({ url })))
  onTestFinished(() => Promise.all([other?.close(), third?.close()]).then(() => {}))
  expect(await one?.takeTurn('orders')).toBe(true)
  for (let turn = 0; turn < 3; turn++) {
    expect(await other?.takeTurn('orders')).toBe(false)
    expect(await third?.takeTurn('orders')).toBe(false)
    expect(await one?.takeTurn('orders')).toBe(true)
  }
  // Nobody asks but these two, each once: it is the last time that they see something new.
  expect([await other?.takeTurn('orders'), await third?.takeTurn('orders')]).toEqual([false, false])
  const heirs = await Promise.all([other?.takeTurn('orders'), third?.takeTurn('orders')])
  expect(heirs.filter(Boolean)).toHaveLength(1)
  // It is back, and finds that somebody else does it.
  expect(await one?.takeTurn('orders')).toBe(false)
  expect(await one?.takeTurn('payments')).toBe(true)
  await one?.close()
  expect(await other?.takeTurn('payments')).toBe(true)
})

test('fake requests go on when the process that makes them is killed, one for each turn', async () => {
  const url = await natsServer()
  const processes = [spawnMaker(url), spawnMaker(url)]
  const made = (index: number): number => processes[index]?.made ?? 0
  await expect.poll(() => made(0) + made(1), { timeout: 20_000 }).toBeGreaterThan(3)
  const [leader, heir] = made(0) > made(1) ? [0, 1] : [1, 0]
  processes[leader]?.process.kill('SIGKILL')
  const before = made(heir)
  await expect.poll(() => made(heir), { timeout: 20_000 }).toBeGreaterThan(before + 3)
  processes[heir]?.process.kill('SIGKILL')
  await Promise.all(processes.map(({ ended }) => ended))
  const turnStream = await streamInfo(url, 'PUSHWRIGHT_LIVE_live_TURNS')
  const { last_seq: turns } = await turnStream()
  // A process can be killed between its turn and its request.
  expect(turns - made(0) - made(1)).toBeGreaterThanOrEqual(0)
  expect(turns - made(0) - made(1)).toBeLessThanOrEqual(2)
})

test('a signal that no test wanted is told, by one process, and one that a test has heard is not', async () => {
  const url = await natsServer()
  const workers = [await join(url, { signalRetention: 400 }), await join(url, { signalRetention: 400 })]
  for (const { live } of workers) {
    live.add(orders({ run: async ({ signals }) => void (await signals.first.wait()) }))
    await live.start()
  }
  const [inOne] = workers[0]?.live.cases ?? []
  const unmatched = (): readonly string[] => workers.flatMap(({ told }) => told.told('problem'))
  inOne?.signals.first?.send('a', { key: 'one' })
  inOne?.trigger({ id: 'one' })
  await expect.poll(() => workers.flatMap(({ told }) => told.outcomes), { timeout: 10_000 }).toEqual(['pass'])
  const signalStream = await streamInfo(url, 'PUSHWRIGHT_LIVE_live_SIGNALS')
  await expect.poll(async () => (await signalStream()).messages).toBe(0)
  for (const key of ['two', 'three', 'four']) inOne?.signals.second?.send('late', { key })
  await expect.poll(async () => (await signalStream()).last_seq).toBe(4)
  await expect.poll(async () => (await signalStream()).messages, { timeout: 10_000 }).toBe(0)
  await expect.poll(unmatched).toEqual(Array(3).fill('unmatched-signal: No test of orders wanted a signal second.'))
})

test('without a server it says so', async () => {
  await expect(NatsBus.connect({ url: 'nats://127.0.0.1:1' })).rejects.toMatchObject({ code: 'ERR_CONNECT' })
  await expect(NatsBus.connect({ url: 'http://127.0.0.1:1' })).rejects.toMatchObject({ code: 'ERR_OPTION' })
  await expect(NatsBus.connect({ url: 'nats://127.0.0.1:1', name: 'a b' })).rejects.toMatchObject({
    code: 'ERR_OPTION',
  })
})
