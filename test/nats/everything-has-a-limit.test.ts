import { type JetStreamManager, jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { expect, onTestFinished, test } from 'vitest'
import { NatsBus, type NatsBusOptions, type TestReport } from '../../src/live/index.ts'
import { readPlan, runPlan } from '../../src/load/index.ts'
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
