import { describe, expect, onTestFinished, test } from 'vitest'
import { FixtureServer } from '../../src/fixture/index.ts'
import {
  ack,
  broadcastSubscribe,
  type Command,
  connect,
  counter,
  deleteMessage,
  disconnect,
  expectBroadcast,
  expectNone,
  expectNotification,
  expectNotifications,
  hello,
  nack,
  ping,
  randomChannelId,
  register,
  runScenario,
  type ScenarioSteps,
  sendNotification,
  subscribe,
  timerEnd,
  timerStart,
  unregister,
  vapidPublicKey,
  wait,
} from '../../src/scenario/index.ts'
import { MemoryRecorder, stage } from './stage.ts'

/** Runs a scenario that must pass, and gives what it returns. */
async function play<R>(
  scenario: () => ScenarioSteps<R>,
  { server, target }: Awaited<ReturnType<typeof stage>>,
): Promise<{ result: R; recorder: MemoryRecorder }> {
  const recorder = new MemoryRecorder()
  const { state, result, error } = await runScenario(scenario, { target, recorder })
  expect({ state, error }).toEqual({ state: 'passed', error: undefined })
  await expect.poll(() => server.clients).toEqual([])
  return { result: result as R, recorder }
}

test('connect, hello and disconnect', async () => {
  const { result, recorder } = await play(
    function* () {
      yield* connect()
      const first = yield* hello()
      const close = yield* disconnect({ code: 4000, reason: 'bye' })
      yield* connect()
      const resumed = yield* hello()
      yield* disconnect()
      yield* connect()
      const fresh = yield* hello(null)
      return { first: first.uaid, resumed: resumed.uaid, fresh: fresh.uaid, close }
    },
    await stage(),
  )
  expect(result.resumed).toBe(result.first)
  expect(result.fresh).not.toBe(result.first)
  expect(result.close).toEqual({ code: 4000, reason: 'bye', wasClean: true })
  expect(recorder.steps).toEqual([
    'connect',
    'hello',
    'disconnect',
    'connect',
    'hello',
    'disconnect',
    'connect',
    'hello',
  ])
  expect(recorder.connected).toBe(0)
})

test('hello takes a UAID and broadcasts', async () => {
  const set = await stage()
  set.server.setBroadcast('settings', 'v2')
  const { result } = await play(function* () {
    yield* connect()
    return yield* hello('c0ffee00c0ffee00c0ffee00c0ffee00', { broadcasts: { settings: 'v1' } })
  }, set)
  expect(result.broadcasts).toEqual({ settings: 'v2' })
  expect(await set.server.waitForMessage('hello')).toMatchObject({
    message: { uaid: 'c0ffee00c0ffee00c0ffee00c0ffee00' },
  })
})

test('register gives an endpoint whose messages can be decrypted', async () => {
  const channelID = randomChannelId()
  const { result } = await play(
    function* () {
      yield* connect()
      yield* hello()
      const registration = yield* register(channelID)
      yield* sendNotification(registration.pushEndpoint, 'hello')
      const notification = yield* expectNotification(registration, { payload: 'hello' })
      return { registration, text: notification.text() }
    },
    await stage(),
  )
  expect(result).toMatchObject({ registration: { status: 200, channelID }, text: 'hello' })
})

test('a subscription can be restricted to the sender, who can make other claims', async () => {
  const { server, target } = await stage()
  const { result } = await play(
    function* () {
      yield* connect()
      yield* hello()
      const subscription = yield* subscribe({ applicationServerKey: yield* vapidPublicKey() })
      const unsigned = yield* sendNotification(subscription, 'x', { vapid: false, status: 401 })
      const late = yield* sendNotification(subscription, 'x', { claims: { exp: 1 }, status: 'refused' })
      const elsewhere = yield* sendNotification(subscription, 'x', {
        claims: { aud: 'https://push.example' },
        status: 'any',
      })
      const signed = yield* sendNotification(subscription, 'x', { claims: { sub: 'mailto:me@app.example' } })
      return [unsigned, late, elsewhere, signed].map(({ status }) => status)
    },
    { server, target },
  )
  expect(result).toEqual([401, 403, 403, 201])
})

test('what was sent to a channel that was unregistered is refused', async () => {
  const { result, recorder } = await play(
    function* () {
      yield* connect()
      yield* hello()
      const subscription = yield* subscribe()
      const { status } = yield* unregister(subscription)
      const receipt = yield* sendNotification(subscription, 'x', { status: [404, 410] })
      yield* expectNone(subscription, { within: 5 })
      return [status, receipt.status]
    },
    await stage(),
  )
  expect(result).toEqual([200, 410])
  expect(recorder.counts).toMatchObject({ 'status:410': 1 })
  expect(recorder.counts).not.toHaveProperty('messagesSent')
})

test('a notification is measured, counted and acknowledged', async () => {
  const { server, target } = await stage()
  const { recorder } = await play(
    function* () {
      yield* connect()
      yield* hello()
      const subscription = yield* subscribe()
      yield* sendNotification(subscription, 'hello')
      yield* ack(yield* expectNotification(subscription))
    },
    { server, target },
  )
  expect(server.pushes[0]).toMatchObject({ ackCode: 100, size: 108 })
  expect(recorder.steps).toEqual(['connect', 'hello', 'register', 'post', 'delivery', 'ack'])
  expect(recorder.times.every(({ duration }) => duration >= 0)).toBe(true)
  expect(recorder.counts).toEqual({
    messagesSent: 1,
    messagesReceived: 1,
    acks: 1,
    // A header of 86 bytes, the text, a delimiter and a tag.
    bytesSent: 108,
    bytesReceived: 108,
    'status:201': 1,
  })
})

test('notifications are taken by channel, by condition, from any of several, and all of several', async () => {
  const { result } = await play(
    function* () {
      yield* connect()
      yield* hello()
      const [one, two, three] = [yield* subscribe(), yield* subscribe(), yield* subscribe()]
      for (const [to, text] of [
        [one, '1'],
        [two, '2'],
        [three, '3'],
        [one, '4'],
        [two, '5'],
      ] as const) {
        yield* sendNotification(to, text)
      }
      const texts: string[] = []
      texts.push((yield* expectNotification((notification) => notification.text() === '4')).text())
      texts.push((yield* expectNotification([three, two.channelID])).text())
      for (const notification of yield* expectNotifications([three, two, one])) texts.push(notification.text())
      yield* expectNone()
      return texts
    },
    await stage(),
  )
  expect(result).toEqual(['4', '2', '3', '5', '1'])
})

test('nack and ack of several', async () => {
  const set = await stage()
  await play(function* () {
    yield* connect()
    yield* hello()
    const subscription = yield* subscribe()
    for (let count = 0; count < 3; count++) yield* sendNotification(subscription, `${count}`)
    const [first, ...others] = yield* expectNotifications([subscription, subscription, subscription])
    if (first !== undefined) yield* nack(first, { code: 302 })
    yield* ack(others, { code: 101 })
  }, set)
  expect(await set.server.waitForMessage('nack')).toMatchObject({ message: { code: 302 } })
  const { message } = await set.server.waitForMessage('ack')
  expect(message.updates.map(({ code }) => code)).toEqual([101, 101])
})

test('ping and broadcasts', async () => {
  const set = await stage()
  set.server.setBroadcast('settings', 'v2')
  const { result, recorder } = await play(function* () {
    yield* connect()
    yield* hello()
    yield* ping()
    yield* broadcastSubscribe({ settings: 'v1' })
    return yield* expectBroadcast('settings')
  }, set)
  expect(result).toEqual({ settings: 'v2' })
  expect(recorder.steps).toContain('ping')
})

test('a stored message can be deleted', async () => {
  const { result, recorder } = await play(
    function* () {
      yield* connect()
      yield* hello()
      const subscription = yield* subscribe()
      yield* disconnect()
      const receipt = yield* sendNotification(subscription, 'late', { ttl: 60 })
      const { status } = yield* deleteMessage(receipt)
      yield* connect()
      yield* hello()
      yield* expectNone(subscription)
      return status
    },
    await stage(),
  )
  expect(result).toBe(204)
  expect(recorder.steps).toContain('delete')
})

test('what is posted and deleted can go to another origin', async () => {
  const proxy = await FixtureServer.start()
  onTestFinished(() => proxy.close())
  const set = await stage({}, { endpointOrigin: proxy.origin })
  const { result } = await play(function* () {
    yield* connect()
    yield* hello()
    const subscription = yield* subscribe()
    const { status } = yield* sendNotification(subscription, 'x', { status: [404, 410] })
    yield* deleteMessage(`${set.server.origin}/m/none`, { status: 'any' })
    return status
  }, set)
  expect([set.server.pushes.length, proxy.pushes.length]).toEqual([0, 1])
  expect(proxy.pushes[0]?.status).toBe(result)
})

test('timers and counters', async () => {
  const { result, recorder } = await play(
    function* () {
      yield* timerStart('update.latency')
      yield* wait('2ms')
      yield* counter('seen')
      yield* counter('seen', 2)
      return yield* timerEnd('update.latency')
    },
    await stage(),
  )
  expect(recorder.times).toEqual([{ step: 'timer:update.latency', duration: result }])
  expect(recorder.counts).toEqual({ 'counter:seen': 3 })
})

describe('what cannot be is thrown at the yield', () => {
  test.for([
    ['hello before connect', () => hello(), 'ERR_STATE'],
    ['disconnect before connect', () => disconnect(), 'ERR_STATE'],
    ['a timer that was not started', () => timerEnd('t'), 'ERR_STATE'],
    ['a duration that is none', () => wait('soon'), 'ERR_OPTION'],
    ['a duration that no timer can wait', () => wait('36000m'), 'ERR_OPTION'],
    ['a duration that no timer can wait', () => wait('36000m'), 'ERR_OPTION'],
    ['an endpoint that is none', () => sendNotification('nowhere'), 'ERR_OPTION'],
    ['a receipt without a location', () => deleteMessage('nowhere'), 'ERR_OPTION'],
  ] as const)('%s', async ([, make, code]) => {
    const { result } = await play(
      function* () {
        try {
          yield* make() as Command<unknown>
        } catch (error) {
          return (error as { code: string }).code
        }
        return 'nothing was thrown'
      },
      await stage(),
    )
    expect(result).toBe(code)
  })

  test('a second connect, a timer that runs, a status that was not expected, another payload', async () => {
    const { result } = await play(
      function* () {
        const thrown: unknown[] = []
        function* attempt(steps: ScenarioSteps<unknown>): ScenarioSteps {
          try {
            yield* steps
          } catch (error) {
            thrown.push((error as { code: string }).code)
          }
        }
        yield* connect()
        yield* hello()
        yield* timerStart('t')
        const subscription = yield* subscribe()
        yield* attempt(connect()[Symbol.iterator]())
        yield* attempt(timerStart('t')[Symbol.iterator]())
        yield* attempt(sendNotification(subscription, 'x', { status: 'refused' })[Symbol.iterator]())
        yield* attempt(expectNotification(subscription, { payload: 'y' })[Symbol.iterator]())
        yield* attempt(sendNotification(`${subscription.endpoint}x`, 'x')[Symbol.iterator]())
        yield* attempt(subscribe({ applicationServerKey: 'AAAA' })[Symbol.iterator]())
        yield* attempt(expectNotification(subscription, { timeout: 1 })[Symbol.iterator]())
        return thrown
      },
      await stage(),
    )
    expect(result).toEqual([
      'ERR_STATE',
      'ERR_STATE',
      'ERR_UNEXPECTED',
      'ERR_UNEXPECTED',
      'ERR_REFUSED',
      'ERR_OPTION',
      'ERR_TIMEOUT',
    ])
  })
})
