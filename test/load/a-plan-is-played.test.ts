import { expect, onTestFinished, test, vi } from 'vitest'
import { type LoadReport, type PlanInput, type RunPlanOptions, readPlan, runPlan } from '../../src/load/index.ts'
import { directory, scenarios, service } from './stage.ts'

vi.setConfig({ testTimeout: 30_000 })

async function play(plan: PlanInput, options: Partial<RunPlanOptions> = {}): Promise<LoadReport> {
  const target = options.target ?? { url: (await service()).url }
  return runPlan(readPlan(plan, 'test'), { root: directory({ 'mine.js': scenarios }), ...options, target })
}

test('every launch runs, all is measured, and the report says that it passed', async () => {
  const server = await service()
  const report = await play({ steps: ['basic, 7, 5, 0'] }, { target: { url: server.url } })
  const { metrics } = report
  expect(report).toMatchObject({ passed: true, payloads: 'encrypted', target: server.url.replace(/\/$/, '') })
  expect(metrics.scenarios).toEqual({ basic: { started: 7, passed: 7, failed: 0, aborted: 0 } })
  expect(server.pushes).toHaveLength(7)
  for (const name of ['connect', 'hello', 'register', 'post', 'notification', 'ack']) {
    expect(metrics.latencies[`${name}.latency`]?.corrected.count).toBe(7)
    expect(metrics.latencies[`${name}.latency`]?.raw.count).toBe(7)
  }
  expect(metrics.counters).toMatchObject({ 'notification.sent': 7, 'notification.received': 7, 'post.status.201': 7 })
  expect(metrics.counters['bytes.sent']).toBe(metrics.counters['bytes.received'])
  expect(metrics.active).toBe(0)
  expect(Math.max(...metrics.timeline.slices.map(({ active }) => active))).toBeGreaterThan(0)
})

test('a rate begins so many, and each scenario of a mix has its share', async () => {
  const { metrics } = await play({
    steps: [
      {
        scenario: [{ scenario: './mine.js:nothing', weight: 3 }, { scenario: 'basic' }],
        rate: [
          { duration: '500ms', from: 0, to: 40 },
          { duration: '500ms', at: 40 },
        ],
      },
    ],
  })
  const { nothing, basic } = metrics.scenarios
  expect((nothing?.passed ?? 0) + (basic?.passed ?? 0)).toBe(30)
  expect(nothing?.passed).toBeGreaterThanOrEqual(21)
  expect(nothing?.passed).toBeLessThanOrEqual(24)
})

test('clients begin again until they are no longer wanted', async () => {
  const { metrics } = await play({
    steps: [{ scenario: './mine.js:nothing', clients: [{ duration: '300ms', at: 2 }], thinkTime: '100ms' }],
  })
  const { nothing } = metrics.scenarios
  expect(nothing?.started).toBeGreaterThanOrEqual(2)
  // Each waits a tenth of a second in between.
  expect(nothing?.started).toBeLessThanOrEqual(8)
  expect(nothing?.passed).toBe(nothing?.started)
})

test('what has not ended by the end of its stages is aborted, which is no failure', async () => {
  const report = await play({
    steps: [{ scenario: './mine.js:stay', clients: [{ duration: '200ms', at: 3 }] }],
    gracefulStop: '100ms',
  })
  expect(report.metrics.scenarios).toEqual({ stay: { started: 3, passed: 0, failed: 0, aborted: 3 } })
  expect(report.metrics.active).toBe(0)
  expect(report.passed).toBe(true)
})

test('a signal ends the plan, and the report has what was measured', async () => {
  const server = await service()
  const controller = new AbortController()
  const played = play(
    { steps: ['./mine.js:stay, 2, 2, 0', 'basic, 1, 1, 100'] },
    { target: { url: server.url }, signal: controller.signal },
  )
  await vi.waitFor(() => expect(server.clients.filter(({ uaid }) => uaid !== undefined)).toHaveLength(2))
  controller.abort()
  const { metrics } = await played
  expect(metrics.scenarios).toEqual({ stay: { started: 2, passed: 0, failed: 0, aborted: 2 } })
  expect(server.clients).toEqual([])
})

test('a scenario that fails makes the plan fail, with its kind and an example', async () => {
  const { metrics, passed } = await play({ steps: ['./mine.js:fail, 3, 3, 0 | basic, 1, 1, 0'] })
  expect(metrics.errors).toEqual([{ kind: expect.stringContaining('TypeError'), count: 3, example: 'on purpose' }])
  expect(passed).toBe(false)
})

test('a threshold about errors decides instead', async () => {
  const steps = ['./mine.js:fail, 1, 1, 0 | basic, 3, 3, 0']
  const lenient = await play({ steps, thresholds: ['errors <= 25%', 'notification.received >= 3'] })
  expect(lenient.passed).toBe(true)
  const strict = await play({
    steps,
    thresholds: ['errors < 25%', 'notification.latency p99 > 1m', 'ping.latency max < 1s'],
  })
  expect(strict.thresholds).toEqual([
    { text: 'errors < 25%', holds: false, actual: '25%' },
    { text: 'notification.latency p99 > 1m', holds: false, actual: expect.stringMatching(/^[\d.]+ms$/) },
    { text: 'ping.latency max < 1s', holds: false, actual: 'nothing measured' },
  ])
  expect(strict.passed).toBe(false)
})

test('what a scenario spawns belongs to the plan', async () => {
  const { metrics, passed } = await play({ steps: ['./mine.js:spawnsTwo, 1, 1, 0 | testMultipleSpawn, 1, 1, 0'] })
  expect(metrics.scenarios.basic).toMatchObject({ started: 6, passed: 6 })
  expect(passed).toBe(true)
})

test('what was spawned and has ended leaves nothing behind', async () => {
  const ended = vi.spyOn(AbortController.prototype, 'abort')
  onTestFinished(() => ended.mockRestore())
  const count = 100
  const { metrics } = await play({ steps: [`./mine.js:spawnsMany, 1, 1, 0, ${count}`] })
  expect(metrics.scenarios.nothing).toMatchObject({ started: count, passed: count })
  // What the run still knows at its end it aborts.
  expect(ended.mock.calls.length).toBeLessThan(10)
})

test.for([
  ['spawnsWrongly', /after "basic", got only "1" and "1"/],
  ['spawnsNobody', /There is no scenario nobody/],
] as const)('%s is an error', async ([name, message]) => {
  const { metrics } = await play({ steps: [`./mine.js:${name}, 1, 1, 0`] })
  expect(metrics.errors).toEqual([expect.objectContaining({ count: 1, example: expect.stringMatching(message) })])
})

test('a generator that cannot keep up says so', async () => {
  const { warnings } = await play({ steps: [{ scenario: './mine.js:busy', rate: [{ duration: '1s', at: 30 }] }] })
  expect(warnings).toEqual([expect.stringMatching(/^The generator was the limit, not the service: /)])
})

test('latency counts from the intended start', async () => {
  const { metrics } = await play({
    steps: [{ scenario: './mine.js:busy', clients: [{ duration: '400ms', at: 1 }], pace: '20ms' }],
  })
  const { corrected, raw } = metrics.latencies['scenario.duration'] ?? {}
  // Each takes three times its pace, so that the later ones begin late.
  expect(corrected?.max).toBeGreaterThan(2 * (raw?.max ?? Number.POSITIVE_INFINITY))
})

test('bodies that are encrypted once are told of', async () => {
  const server = await service()
  const { payloads, warnings, metrics } = await play(
    { steps: ['basic, 2, 2, 0'] },
    { target: { url: server.url, preEncrypted: true } },
  )
  expect(payloads).toBe('pre-encrypted')
  expect(warnings).toEqual([expect.stringMatching(/^Payloads were encrypted once and for nobody/)])
  expect(metrics.counters['notification.pre_encrypted']).toBe(2)
})

test.for([
  [
    './mine.js:needsTwo, 1, 1, 0, 1',
    /^The plan|Step 1 of the plan: Expected 2 or more arguments for needsTwo, got 1\./,
  ],
  ['bsic, 1, 1, 0', /There is no scenario bsic; did you mean "basic"\?/],
  ['./mine.js:nowhere, 1, 1, 0', /Expected nowhere of \.\/mine\.js to be a scenario/],
] as const)('%s is refused before anything begins', async ([text, message]) => {
  const server = await service()
  await expect(play({ steps: [text, 'basic, 1, 1, 0'] }, { target: { url: server.url } })).rejects.toThrow(message)
  expect(server.pushes).toEqual([])
})

test('a production target takes no plans', async () => {
  const root = directory({
    'e2etest.ini':
      '[live]\nprovisioner = production\nenabled = true\nurl = ws://127.0.0.1:9/\nendpoint_allow[] = http://127.0.0.1:9\n',
  })
  const plan = readPlan({ steps: ['basic, 1, 1, 0'] }, 'test')
  const played = runPlan(plan, { root, target: { config: 'e2etest.ini', section: 'live' } })
  await expect(played).rejects.toMatchObject({ code: 'ERR_NOT_ALLOWED' })
})

test('a target of the INI is played by its provisioner', async () => {
  const root = directory({ 'e2etest.ini': '[local]\nprovisioner = fixture-server\n' })
  const plan = readPlan({ steps: ['basic, 2, 2, 0'] }, 'test')
  const report = await runPlan(plan, { root, target: { config: 'e2etest.ini' } })
  expect(report).toMatchObject({ target: 'local', passed: true })
})
