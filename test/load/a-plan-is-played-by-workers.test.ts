import { expect, test, vi } from 'vitest'
import { readPlan, runPlan } from '../../src/load/index.ts'
import { Log } from '../../src/log/index.ts'
import { directory, scenarios, service } from './stage.ts'

vi.setConfig({ testTimeout: 60_000 })

test('workers do together what the plan says, and their measurements are merged exactly', async () => {
  const server = await service()
  const plan = readPlan({ steps: ['basic, 11, 20, 0'] }, 'test')
  const { metrics, shards, passed } = await runPlan(plan, { target: { url: server.url }, workers: 2 })
  expect(metrics.scenarios.basic).toEqual({ started: 11, passed: 11, failed: 0, aborted: 0 })
  expect(metrics.latencies['notification.latency']?.corrected.count).toBe(11)
  expect(server.pushes).toHaveLength(11)
  expect(shards).toMatchObject([
    { by: 'worker 1', state: 'done' },
    { by: 'worker 2', state: 'done' },
  ])
  expect(new Set(shards.map(({ publicKey }) => publicKey)).size).toBe(2)
  expect(passed).toBe(true)
})

test('a worker that dies loses its shard, and the plan fails', async () => {
  const root = directory({ 'mine.js': 'export function* die() { process.kill(process.pid, "SIGKILL"); yield }' })
  const { url } = await service()
  const plan = readPlan({ steps: ['basic, 1, 1, 0', './mine.js:die, 2, 1, 0'], thresholds: ['errors < 50%'] }, 'test')
  const { shards, passed, warnings } = await runPlan(plan, {
    target: { url },
    root,
    workers: 2,
    log: new Log({ output: 'none' }),
  })
  expect(shards.map(({ state }) => state)).toContain('lost')
  expect(shards.find(({ state }) => state === 'lost')).toMatchObject({ message: 'the process ended with SIGKILL' })
  expect(warnings.join()).toMatch(/\d of 2 shards were lost/)
  expect(passed).toBe(false)
})

test('a plan that cannot begin ends all workers with its error', async () => {
  const { url } = await service()
  const plan = readPlan({ steps: ['bsic, 1, 1, 0'] }, 'test')
  await expect(runPlan(plan, { target: { url }, workers: 2 })).rejects.toMatchObject({
    code: 'ERR_OPTION',
    message: expect.stringMatching(/did you mean "basic"/),
  })
})

test('a signal ends the workers, and their measurements are kept', async () => {
  const server = await service()
  const root = directory({ 'mine.js': scenarios })
  const controller = new AbortController()
  const plan = readPlan({ steps: [{ scenario: './mine.js:stay', clients: [{ duration: '1m', at: 2 }] }] }, 'test')
  const played = runPlan(plan, { target: { url: server.url }, root, workers: 2, signal: controller.signal })
  await vi.waitFor(() => expect(server.clients.filter(({ uaid }) => uaid !== undefined)).toHaveLength(2), 30_000)
  controller.abort()
  const { metrics, shards } = await played
  expect(metrics.scenarios.stay?.aborted).toBe(2)
  expect(shards.map(({ state }) => state)).toEqual(['done', 'done'])
})
