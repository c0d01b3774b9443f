import { expect, test } from 'vitest'
import {
  basic,
  connect,
  counter,
  disconnect,
  expectNotification,
  hello,
  runScenario,
  sendNotification,
  spawn,
  subscribe,
  vapidPublicKey,
  wait,
} from '../../src/scenario/index.ts'
import { MemoryRecorder, stage } from './stage.ts'

/** The TCP sockets of this process, the server's included. */
function sockets(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length
}

test('no socket is left of those that pass, fail and are stopped', async () => {
  const { target } = await stage()
  const before = sockets()
  function* opens() {
    yield* connect()
    yield* hello()
    yield* sendNotification(yield* subscribe(), 'x')
  }
  function* fails() {
    yield* opens()
    throw new Error('mine')
  }
  function* hangs() {
    yield* opens()
    yield* expectNotification('nothing', { timeout: 1 })
  }
  function* comesAndGoes() {
    yield* opens()
    yield* disconnect()
    yield* connect()
  }
  const scenarios = [basic, opens, fails, hangs, comesAndGoes]
  const states = await Promise.all(scenarios.map(async (one) => (await runScenario(one, { target })).state))
  expect(states).toEqual(['passed', 'passed', 'failed', 'failed', 'passed'])
  await target.close()
  await expect.poll(sockets).toBe(before)
})

test('a connection that cannot be made is counted neither as made nor as ended', async () => {
  const { server, target } = await stage()
  await server.close()
  const recorder = new MemoryRecorder()
  const counted: number[] = []
  recorder.clients = (change) => void counted.push(change)
  const { state } = await runScenario(() => connect()[Symbol.iterator](), { target, recorder })
  expect(state).toBe('failed')
  expect(counted).toEqual([])
})

test('a connection that the service ends is counted as ended, once', async () => {
  const { server, target } = await stage()
  const recorder = new MemoryRecorder()
  const { state, error } = await runScenario(
    function* () {
      yield* connect()
      const { uaid } = yield* hello()
      server.disconnect(uaid)
      yield* expectNotification()
    },
    { target, recorder },
  )
  expect({ state, code: (error as { code: string }).code }).toEqual({ state: 'failed', code: 'ERR_CLOSED' })
  expect(recorder.connected).toBe(0)
})

test('a hundred thousand commands that wait for nothing take no stack, and others get their turn', async () => {
  const { target } = await stage()
  let turns = 0
  let isRunning = true
  const turn = (): void => {
    turns++
    if (isRunning) setImmediate(turn)
  }
  setImmediate(turn)
  const recorder = new MemoryRecorder()
  const { state, result } = await runScenario(
    function* () {
      for (let count = 0; count < 100_000; count++) yield* counter('c')
      return turns
    },
    { target, recorder },
  )
  isRunning = false
  expect(state).toBe('passed')
  expect(recorder.counts).toEqual({ 'counter:c': 100_000 })
  expect(result).toBeGreaterThan(0)
})

test('what it spawns is a part of it', async () => {
  const { server, target } = await stage()
  const recorder = new MemoryRecorder()
  const { state, result } = await runScenario(
    function* () {
      yield* spawn('basic')
      yield* spawn({ scenario: basic, quantity: 3, stagger: 3, delay: 0.001 })
      return 'done'
    },
    { target, recorder },
  )
  expect({ state, result }).toEqual({ state: 'passed', result: 'done' })
  expect(server.pushes).toHaveLength(4)
  expect(recorder.counts).toMatchObject({ messagesReceived: 4 })
})

test('what it spawns fails it, and stops the rest', async () => {
  const { server, target } = await stage()
  const recorder = new MemoryRecorder()
  function* child() {
    yield* connect()
    yield* hello()
    yield* expectNotification(undefined, { timeout: 1 })
  }
  function* parent() {
    yield* spawn({ scenario: 'connectAndIdleForever' })
    yield* spawn({ scenario: child })
    yield* wait('10m')
  }
  const { state, at, error, transcript } = await runScenario(parent, { target, recorder })
  expect({ state, code: (error as { code: string }).code }).toEqual({ state: 'failed', code: 'ERR_TIMEOUT' })
  expect(at).toMatch(/^parent > child > expectNotification \(a-scenario-ends/)
  expect(recorder.failures).toEqual(['expectNotification ERR_TIMEOUT'])
  expect(transcript.map(({ text }) => text)).toContain('expectNotification')
  await expect.poll(() => server.clients).toEqual([])
})

test.for([
  ['nobody', 'There is no scenario nobody'],
  [{ scenario: basic, quantity: -1 }, 'Expected `quantity`'],
  [{ scenario: basic, quantity: 1.5 }, 'Expected `quantity`'],
  [{ scenario: basic, stagger: 0 }, 'Expected `stagger`'],
  [{ scenario: basic, delay: Number.NaN }, 'Expected `delay`'],
] as const)('spawning %o is an error at the yield', async ([spec, message]) => {
  const { target } = await stage()
  const { error } = await runScenario(
    function* () {
      yield* spawn(spec)
    },
    { target },
  )
  expect((error as Error).message).toContain(message)
})

test('somebody else can be made to spawn', async () => {
  const { target } = await stage()
  const specs: unknown[] = []
  const { state } = await runScenario(
    function* () {
      yield* spawn('basic, 10, 5, 0')
    },
    { target, spawn: (spec) => specs.push(spec) },
  )
  expect({ state, specs }).toEqual({ state: 'passed', specs: ['basic, 10, 5, 0'] })
})

test('scenarios of one target share its sender', async () => {
  const { target } = await stage()
  function* key() {
    return yield* vapidPublicKey()
  }
  const keys = await Promise.all([key, key].map(async (one) => (await runScenario(one, { target })).result))
  expect(new Set(keys).size).toBe(1)
})
