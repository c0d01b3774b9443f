import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { type AgentsSettings, type LoadReport, type PlanInput, readPlan, runPlan } from '../../src/load/index.ts'
import { encodeBase64url, parseVapidAuthorization } from '../../src/webpush/index.ts'
import { directory, scenarios, service, withSources } from '../load/stage.ts'
import { findSecrets, leakyScenarios, planted, plantModule } from '../robustness/runs/planted.ts'
import { agent } from './agent.ts'
import { natsServer } from './nats-server.ts'

vi.setConfig({ testTimeout: 120_000 })

type Service = Awaited<ReturnType<typeof service>>

function play(plan: PlanInput, server: Service, agents: AgentsSettings): Promise<LoadReport> {
  // Patient, since a machine with much to do delays whatever it likes.
  return runPlan(readPlan(plan, 'test'), { target: { url: server.url, timeout: 60_000 }, agents })
}

/** The public key of who has posted a push. */
function posterOf({ headers }: Service['pushes'][number]): string {
  return encodeBase64url(parseVapidAuthorization(headers.authorization ?? '', undefined).publicKey)
}

/** Waits until so many have posted something. */
function posters(count: number, server: Service): Promise<void> {
  return vi.waitFor(() => expect(new Set(server.pushes.map(posterOf)).size).toBe(count), 60_000)
}

/** Deliveries that the push service saw, of messages that the posters with these keys have sent. */
function deliveriesOf(keys: readonly (string | undefined)[], { pushes }: Service): number {
  return pushes.filter((push) => push.acks.length > 0 && keys.includes(posterOf(push))).length
}

test('agents do together what the plan says, and their measurements are merged exactly', async () => {
  const server = await service()
  const nats = await natsServer()
  await Promise.all(['one', 'two'].map((name) => agent(nats, name, directory({}))))
  // Long enough for both to take a shard.
  const steps = ['basic, 9, 3, 0']
  const { metrics, shards, passed } = await play({ steps }, server, { nats, shards: 2 })
  expect(metrics.scenarios.basic).toEqual({ started: 9, passed: 9, failed: 0, aborted: 0 })
  expect(metrics.latencies['notification.latency']?.corrected.count).toBe(9)
  expect(server.pushes).toHaveLength(9)
  expect(shards.map(({ by }) => by).sort()).toEqual(['one', 'two'])
  expect(passed).toBe(true)
})

test('a shard of an agent that is killed is taken over, and no delivery is counted twice', async () => {
  const server = await service()
  const nats = await natsServer()
  const folder = directory({})
  const agents = await Promise.all(['one', 'two', 'three'].map((name) => agent(nats, name, folder)))
  const [victim] = agents as [(typeof agents)[number]]
  const steps = [{ scenario: 'basic', rate: [{ duration: '6s', at: 10 }] }]
  const played = play({ steps }, server, { nats, shards: 3 })
  await posters(3, server)
  victim.process.kill('SIGKILL')

  const { metrics, shards, passed } = await played
  expect(shards.map(({ state }) => state)).toEqual(['done', 'done', 'done'])
  expect(shards.filter(({ message }) => message !== undefined)).toEqual([
    expect.objectContaining({ message: 'taken over from one', by: expect.stringMatching(/^two|three$/) }),
  ])
  expect(metrics.scenarios.basic).toMatchObject({ started: 60, passed: 60 })
  const count = metrics.latencies['notification.latency']?.corrected.count
  const keys = shards.map(({ publicKey }) => publicKey)
  expect(count).toBe(deliveriesOf(keys, server))
  // What the lost agent had done before is there, and told apart by its key.
  expect(server.pushes.length).toBeGreaterThan(count ?? 0)
  expect(passed).toBe(true)
})

test('of a shard that two have played, since one was silent for a while, one counts', async () => {
  const server = await service()
  const nats = await natsServer()
  const folder = directory({})
  const silent = await agent(nats, 'silent', folder)
  const steps = [{ scenario: 'basic', rate: [{ duration: '3s', at: 10 }] }]
  const played = play({ steps }, server, { nats, shards: 1 })
  await posters(1, server)
  silent.process.kill('SIGSTOP')
  const heir = await agent(nats, 'heir', folder)
  await posters(2, server)
  silent.process.kill('SIGCONT')

  const { metrics, shards } = await played
  const [{ by, publicKey, message } = { by: 'nobody' }] = shards
  expect(message).toBe(by === 'heir' ? 'taken over from silent' : undefined)
  const count = metrics.latencies['notification.latency']?.corrected.count
  expect(count).toBe(30)
  expect(deliveriesOf([publicKey], server)).toBe(30)
  expect(server.pushes.length).toBeGreaterThan(30)
  // Whoever came second ends too: nobody makes load for a plan that is over.
  const second = by === 'heir' ? silent : heir
  await second.says('the result of a shard')
})

test('an agent that is asked to end gives its shard back at once', async () => {
  const server = await service()
  const nats = await natsServer()
  const folder = directory({ 'mine.js': scenarios })
  const first = await agent(nats, 'first', folder)
  const played = play({ steps: ['./mine.js:stay, 1, 1, 0, 3000'] }, server, { nats })
  await first.says('A shard begins')
  first.process.kill('SIGTERM')
  await first.says('goes back to the queue')
  await agent(nats, 'second', folder)
  expect((await played).shards).toEqual([
    expect.objectContaining({ state: 'done', by: 'second', message: 'taken over from first' }),
  ])
})

test('a shard that nobody finishes is reported as lost', async () => {
  const server = await service()
  const nats = await natsServer()
  const root = directory({ 'mine.js': scenarios })
  const only = await agent(nats, 'only', root)
  const played = play({ steps: ['./mine.js:stay, 1, 1, 0'] }, server, { nats, patience: 4000 })
  await only.says('A shard begins')
  only.process.kill('SIGKILL')
  const { shards, passed } = await played
  expect(shards).toEqual([{ index: 0, by: 'only', state: 'lost', message: 'nobody has finished it' }])
  expect(passed).toBe(false)
})

test('what an agent cannot play is lost, with its reason', async () => {
  const server = await service()
  const nats = await natsServer()
  await agent(nats, 'only', directory({}))
  const { shards } = await play({ steps: ['./absent.js:stay, 1, 1, 0'] }, server, { nats })
  expect(shards).toEqual([expect.objectContaining({ state: 'lost', message: expect.stringContaining('absent.js') })])
})

test('an agent plays no files from outside of its folder', async () => {
  const server = await service()
  const nats = await natsServer()
  await agent(nats, 'only', directory({}))
  const { shards } = await play({ steps: ['../../etc/evil.js:run, 1, 1, 0'] }, server, { nats })
  expect(shards).toMatchObject([{ state: 'lost', message: expect.stringMatching(/below the agent's folder/) }])
})

test('without agents there is nothing to play on', async () => {
  const server = await service()
  const nats = await natsServer()
  await expect(play({ steps: ['basic, 1, 1, 0'] }, server, { nats })).rejects.toMatchObject({ code: 'ERR_TIMEOUT' })
})

test('without NATS there is an error that says what to check', async () => {
  const server = await service()
  const nats = server.url.replace('ws:', 'nats:')
  await server.close()
  await expect(play({ steps: ['basic, 1, 1, 0'] }, server, { nats })).rejects.toMatchObject({
    code: 'ERR_CONNECT',
    message: expect.stringMatching(/Check that nats-server runs there, with JetStream/),
  })
})

test('neither the logs of agents nor the report tell what scenarios send and where', async () => {
  const server = await service()
  const nats = await natsServer()
  const folder = directory({ 'plant.ts': plantModule, 'leaky.ts': withSources(leakyScenarios) })
  const agents = await Promise.all(['one', 'two'].map((name) => agent(nats, name, folder)))
  const steps = ['./leaky.ts:lost, 2, 1, 0', './leaky.ts:told, 2, 1, 0']
  const report = await play({ steps }, server, { nats, shards: 2 })
  expect(report.passed).toBe(false)
  const texts = new Map([
    ...agents.map(({ name, lines }) => [name, lines.join('\n')] as const),
    ['report', JSON.stringify(report)],
  ])
  const secrets = planted({ read: (path) => readFileSync(join(folder, path), 'utf8') })
  // Each scenario plants five.
  expect(secrets).toHaveLength(4 * 5)
  expect(findSecrets(secrets, texts)).toEqual([])
})
