import { createServer, type Server } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import type { FixtureServer } from '../../src/fixture/index.ts'
import {
  ack,
  broadcastSubscribe,
  type Command,
  connect,
  connectAndIdleForever,
  counter,
  deleteMessage,
  disconnect,
  expectBroadcast,
  expectNone,
  expectNotification,
  expectNotifications,
  hello,
  loadtest,
  nack,
  ping,
  register,
  runScenario,
  type ScenarioRecorder,
  sendNotification,
  silentRecorder,
  spawn,
  subscribe,
  timerEnd,
  timerStart,
  unregister,
  urlTarget,
  vapidPublicKey,
  wait,
} from '../../src/scenario/index.ts'
import { stage } from './stage.ts'

/** Aborts when the scenario counts `now`, a turn of the event loop later. */
function stopper(): { recorder: ScenarioRecorder; signal: AbortSignal } {
  const controller = new AbortController()
  const recorder: ScenarioRecorder = {
    ...silentRecorder,
    counted: (what) => {
      if (what === 'counter:now') setImmediate(() => controller.abort(new Error('enough')))
    },
  }
  return { recorder, signal: controller.signal }
}

const forever = { timeout: Number.POSITIVE_INFINITY }
const notification = { channelID: 'd4d1e6a6-3a1d-4c3a-9c1a-0d6f2b1c1f9e', version: 'v' }

type Silence = (server: FixtureServer) => unknown

const ignoring: Silence = (server) => server.faults.each('message').ignore()

/** Commands that wait for a service which does not answer. */
const waiting: Record<string, readonly [silence: Silence, (endpoint: string) => Command<unknown>]> = {
  connect: [(server) => server.faults.each('connect').hang(), () => connect(forever)],
  disconnect: [(server) => server.faults.each('ack').pauseReading('10m'), () => disconnect(forever)],
  hello: [ignoring, () => hello(null, forever)],
  register: [ignoring, () => register(undefined, forever)],
  subscribe: [ignoring, () => subscribe(forever)],
  unregister: [ignoring, () => unregister(notification, forever)],
  ping: [ignoring, () => ping(forever)],
  sendNotification: [
    (server) => server.faults.each('post').hang(),
    (endpoint) => sendNotification(endpoint, 'x', forever),
  ],
  deleteMessage: [(server) => server.faults.each('delete').hang(), (endpoint) => deleteMessage(endpoint, forever)],
  expectNotification: [() => {}, () => expectNotification(undefined, forever)],
  expectNotifications: [() => {}, () => expectNotifications(['a', 'b'], forever)],
  expectBroadcast: [() => {}, () => expectBroadcast('none', forever)],
  expectNone: [() => {}, () => expectNone(undefined, { ...forever, within: 1_000_000 })],
  wait: [() => {}, () => wait('10m')],
}

test.for(Object.entries(waiting))('%s', async ([name, [silence, make]]) => {
  const { server, target } = await stage()
  const { recorder, signal } = stopper()
  const seen: string[] = []
  function* begin() {
    yield* connect()
    yield* hello()
    const { endpoint } = yield* subscribe()
    return endpoint
  }
  const result = await runScenario(
    function* stopped() {
      try {
        const endpoint = name === 'connect' ? '' : yield* begin()
        silence(server)
        if (name === 'disconnect') yield* ack(notification)
        yield* counter('now')
        yield* make(endpoint)
        seen.push('went on')
      } catch {
        seen.push('caught')
      } finally {
        try {
          yield* disconnect()
        } catch (error) {
          seen.push((error as { code: string }).code)
        }
      }
    },
    { target, recorder, signal },
  )
  expect(result.state).toBe('aborted')
  expect(result.error).toMatchObject({ code: 'ERR_ABORTED', message: 'Stopped stopped: the signal was aborted.' })
  // Only `finally` runs, and its commands are refused.
  expect(seen).toEqual(['ERR_ABORTED'])
  // A service that has stopped reading does not notice.
  if (name === 'disconnect') server.dropConnections()
  await expect.poll(() => server.clients).toEqual([])
})

test('commands that wait for nothing are not begun any more', async () => {
  const { target } = await stage()
  const commands = [
    () => ack(notification),
    () => nack(notification),
    () => broadcastSubscribe({}),
    () => timerStart('t'),
    () => timerEnd('t'),
    () => counter('c'),
    () => spawn('basic'),
    () => vapidPublicKey(),
    () => disconnect(),
  ]
  for (const make of commands) {
    const begun: string[] = []
    const { state } = await runScenario(
      function* () {
        begun.push('begun')
        yield* make()
      },
      { target, signal: AbortSignal.abort() },
    )
    expect({ state, begun }).toEqual({ state: 'aborted', begun: [] })
  }
})

test.for([
  ['connectAndIdleForever', connectAndIdleForever],
  ['loadtest', loadtest],
] as const)('%s', async ([, scenario]) => {
  const { server, target } = await stage()
  const controller = new AbortController()
  const running = runScenario(scenario, { target, signal: controller.signal })
  await server.waitForMessage('hello')
  controller.abort()
  expect(await running).toMatchObject({ state: 'aborted', error: { code: 'ERR_ABORTED' } })
  await expect.poll(() => server.clients).toEqual([])
})

test('a scenario that refuses to end is given up', async () => {
  const { target } = await stage()
  const { recorder, signal } = stopper()
  let refusals = 0
  const { state } = await runScenario(
    function* () {
      try {
        yield* counter('now')
        yield* wait('10m')
      } finally {
        while (true) {
          try {
            yield* wait('10m')
          } catch {
            refusals++
          }
        }
      }
    },
    { target, recorder, signal },
  )
  expect(state).toBe('aborted')
  expect(refusals).toBeGreaterThan(0)
})

test('a scenario that takes too long has failed', async () => {
  const { target } = await stage()
  const { state, error, at } = await runScenario(
    function* slow() {
      yield* wait('10m')
    },
    { target, timeout: 5 },
  )
  expect({ state, at }).toEqual({ state: 'failed', at: 'slow > wait' })
  expect(error).toMatchObject({ code: 'ERR_TIMEOUT', message: 'Waited 5ms for slow to end.' })
})

test('many scenarios listen once to a signal', async () => {
  const { target } = await stage()
  const controller = new AbortController()
  let listeners = 0
  const { signal } = controller
  const add = signal.addEventListener.bind(signal)
  signal.addEventListener = (...args: Parameters<typeof add>) => {
    listeners++
    add(...args)
  }
  function* idle() {
    yield* wait('10m')
  }
  const running = Array.from({ length: 50 }, () => runScenario(idle, { target, signal }))
  controller.abort()
  const states = (await Promise.all(running)).map(({ state }) => state)
  expect({ listeners, states: new Set(states) }).toEqual({ listeners: 1, states: new Set(['aborted']) })
})

test('a service that never opens the connection leaves no socket', async () => {
  // It reads, so that it hears of the end.
  const silent: Server = createServer((socket) => socket.on('error', () => {}).resume())
  onTestFinished(() => void silent.close())
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const { port } = silent.address() as { port: number }
  const target = urlTarget(`ws://127.0.0.1:${port}/`)
  onTestFinished(() => target.close())
  const { state, error } = await runScenario(
    function* () {
      yield* connect({ timeout: 50 })
    },
    { target },
  )
  expect({ state, code: (error as { code: string }).code }).toEqual({ state: 'failed', code: 'ERR_TIMEOUT' })
  const open = (): Promise<number> => new Promise((resolve) => silent.getConnections((_error, count) => resolve(count)))
  await expect.poll(open).toBe(0)
})
