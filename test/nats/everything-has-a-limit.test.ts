import { randomBytes } from 'node:crypto'
import { type JetStreamManager, jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { expect, onTestFinished, test } from 'vitest'
import { defineCase, LiveCheck, NatsBus, type NatsBusOptions, type TestReport } from '../../src/live/index.ts'
import { prepareQueue, putShard } from '../../src/load/agents/nats.ts'
import { readPlan, runPlan } from '../../src/load/index.ts'
import { connectNats } from '../../src/nats/index.ts'
import { foreignReport } from '../live/foreign-report.ts'
import { nested } from '../live/nested.ts'
import { directory, scenarios, service } from '../load/stage.ts'
import { agent } from './agent.ts'
import { natsServer } from './nats-server.ts'

async function join(url: string, options: Partial<NatsBusOptions> = {}): Promise<NatsBus> {
  const bus = await NatsBus.connect({ url, ...options })
  onTestFinished(() => bus.close())
  return bus
}

async function manager(url: string): Promise<JetStreamManager> {
  const connection = await connect({ servers: url })
  onTestFinished(() => connection.close())
  return jetstreamManager(connection)
}

const testOf = (id: number, name = 'orders') => ({ id: String(id), case: name, issuedAt: 0, expiresAt: 9e12, args: [] })
const signalOf = (sequence: number, value: unknown) => ({
  case: 'orders',
  signal: 'first',
  key: `k${sequence}`,
  value,
  sentAt: 0,
  source: 'x',
  sequence,
})

test('tests of a case that nobody runs are refused, and those of another case are not', async () => {
  const url = await natsServer()
  const bus = await join(url, { limit: 2 })
  for (const id of [1, 2]) await bus.enqueue(testOf(id))
  await expect(bus.enqueue(testOf(3))).rejects.toMatchObject({
    code: 'ERR_LIMIT',
    message: expect.stringContaining('2 tests of orders wait already'),
  })
  await bus.enqueue(testOf(3, 'refunds'))

  const ran: string[] = []
  await bus.consume('orders', 1, async ({ test: { id } }) => void ran.push(id))
  await expect.poll(() => ran).toEqual(['1', '2'])
  const { streams } = await manager(url)
  // Off the queue, which the server is told when a test has ended.
  await expect.poll(async () => (await streams.info('PUSHWRIGHT_LIVE_live_TESTS')).state.messages).toBe(1)
  await bus.enqueue(testOf(3))
  await expect.poll(() => ran).toEqual(['1', '2', '3'])
})

test('tests are refused when their queue has no more bytes', async () => {
  const bus = await join(await natsServer(), { maxBytes: 5000 })
  const args = ['x'.repeat(2000)]
  for (const id of [1, 2]) await bus.enqueue({ ...testOf(id), args })
  await expect(bus.enqueue({ ...testOf(3), args })).rejects.toMatchObject({
    code: 'ERR_LIMIT',
    message: expect.stringContaining('5000 bytes of tests wait already'),
  })
})

test('tests that nobody could read are refused', async () => {
  const bus = await join(await natsServer())
  await bus.enqueue({ ...testOf(1), args: [nested(99)] })
  await expect(bus.enqueue({ ...testOf(2), args: [nested(100)] })).rejects.toMatchObject({ code: 'ERR_MESSAGE' })
})

test('10,000 tests of a case, and 256 MiB of tests, of signals and of reports are kept unless told otherwise', async () => {
  const url = await natsServer()
  await join(url)
  const { streams } = await manager(url)
  const configs = await Promise.all(
    ['TESTS', 'SIGNALS', 'REPORTS'].map(async (name) => (await streams.info(`PUSHWRIGHT_LIVE_live_${name}`)).config),
  )
  expect(configs.map(({ max_bytes }) => max_bytes)).toEqual(Array(3).fill(256 * 1024 * 1024))
  expect(configs[0]?.max_msgs_per_subject).toBe(10_000)
})

test('what somebody else publishes does not end a live check', async () => {
  const url = await natsServer()
  const errors: unknown[] = []
  const live = new LiveCheck({ bus: await join(url, { onError: (error) => errors.push(error) }) })
  onTestFinished(() => live.stop({ grace: 0 }))
  const orders = live.add(defineCase({ name: 'orders', run: () => {} }))
  await live.start()
  const connection = await connect({ servers: url })
  onTestFinished(() => connection.close())
  const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`
  const report = JSON.stringify(foreignReport())
  for (const text of [report.replace('"args":[]', `"args":${deep}`), report.replace('}', '},"transcript":5'), report]) {
    connection.publish('pushwright.live.live.report', text)
  }
  await expect.poll(() => orders.status.lastFailure).toEqual(foreignReport())
  expect(errors).toMatchObject([{ code: 'ERR_MESSAGE' }, { code: 'ERR_MESSAGE' }])
})

test.for(['SIGNALS', 'REPORTS'] as const)('of %s beyond what is kept, the oldest go', async (stream) => {
  const maxBytes = 100_000
  const url = await natsServer()
  const bus = await join(url, { maxBytes })
  const text = 'x'.repeat(1000)
  for (let sequence = 0; sequence < 200; sequence++) {
    if (stream === 'SIGNALS') await bus.send(signalOf(sequence, text))
    else await bus.publish({ version: 1, host: text } as TestReport)
  }
  const { state } = await (await manager(url)).streams.info(`PUSHWRIGHT_LIVE_live_${stream}`)
  expect(state.bytes).toBeLessThanOrEqual(maxBytes)
  expect(state.bytes).toBeGreaterThan(maxBytes - 2000)
  expect(state.last_seq).toBe(200)
  expect(state.first_seq).toBe(200 - state.messages + 1)
})

test('what a live check has to say is refused when it is longer than what NATS carries', async () => {
  const bus = await join(await natsServer('max_payload: 2000'))
  const text = 'x'.repeat(3000)
  const isTooLong = {
    code: 'ERR_LIMIT',
    message: expect.stringMatching(/of 2000 bytes at most, got 3\d\d\d: .*max_payload/),
  }
  await expect(bus.enqueue({ ...testOf(1), args: [text] })).rejects.toMatchObject(isTooLong)
  await expect(bus.send(signalOf(1, text))).rejects.toMatchObject(isTooLong)
  await expect(bus.publish({ version: 1, host: text } as TestReport)).rejects.toMatchObject(isTooLong)
  await bus.enqueue(testOf(1))
})

test('a plan that is longer than what NATS carries is refused', async () => {
  const server = await service()
  const nats = await natsServer('max_payload: 2000')
  await agent(nats, 'only', directory({ 'mine.js': scenarios }))
  // As random as text can be, since plans are packed.
  const arg = Array.from({ length: 1000 }, () => Math.random().toString(36)).join('')
  const plan = readPlan({ steps: [`./mine.js:stay, 1, 1, 0, ${arg}`] }, 'test')
  await expect(runPlan(plan, { target: { url: server.url }, agents: { nats } })).rejects.toMatchObject({
    code: 'ERR_LIMIT',
    message: expect.stringContaining('Expected a plan of 2000 bytes at most'),
  })
})

test('a plan is refused when the queue of agents has no more bytes', async () => {
  const server = await service()
  const url = await natsServer('max_payload: 8000000')
  const nats = await connectNats({ url, purpose: 'agents' })
  onTestFinished(() => nats.connection.close())
  await prepareQueue(nats)
  const others = new Uint8Array(4_000_000)
  let isFull = false
  while (!isFull) await putShard(nats, 'others', 0, others).catch(() => (isFull = true))
  const { state } = await nats.manager.streams.info('PUSHWRIGHT_LOAD')
  expect(state.bytes).toBeGreaterThan(256 * 1024 * 1024 - 2 * others.length)
  // Longer than the room that is left, also when it is packed.
  const plan = readPlan({ steps: [`basic, 1, 1, 0, ${randomBytes(4_500_000).toString('base64url')}`] }, 'test')
  await expect(runPlan(plan, { target: { url: server.url }, agents: { nats: url, shards: 1 } })).rejects.toMatchObject({
    code: 'ERR_LIMIT',
    message: expect.stringContaining('268435456 bytes of plans wait for agents already'),
  })
})

test('an agent whose measurements NATS does not carry goes on, and says so at the end', async () => {
  const server = await service()
  const nats = await natsServer('max_payload: 700')
  const only = await agent(nats, 'only', directory({}))
  const plan = readPlan({ steps: [{ scenario: 'basic', rate: [{ duration: '3s', at: 5 }] }] }, 'test')
  const { shards } = await runPlan(plan, { target: { url: server.url }, agents: { nats } })
  expect(shards).toEqual([
    expect.objectContaining({ state: 'lost', message: expect.stringMatching(/NATS carries 700; raise max_payload/) }),
  ])
  expect(only.process.exitCode).toBeNull()
})
