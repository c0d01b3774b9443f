import { describe, expect, test } from 'vitest'
import {
  Command,
  connect,
  disconnect,
  expectNotification,
  hello,
  runScenario,
  type ScenarioSteps,
  sendNotification,
  subscribe,
  wait,
} from '../../src/scenario/index.ts'
import { MemoryRecorder, stage } from './stage.ts'

test('what a command throws is thrown at its yield, and the scenario goes on', async () => {
  const { target } = await stage()
  const recorder = new MemoryRecorder()
  const { state, result } = await runScenario(
    function* () {
      const caught: unknown[] = []
      for (let count = 0; count < 2; count++) {
        try {
          yield* hello()
        } catch (error) {
          caught.push((error as Error).message)
        }
        if (count === 0) yield* connect()
      }
      const subscription = yield* subscribe()
      try {
        yield* expectNotification(subscription, { timeout: 1 })
      } catch (error) {
        caught.push((error as Error).message.slice(0, 24))
      }
      yield* sendNotification(subscription, 'hello')
      caught.push((yield* expectNotification(subscription)).text())
      return caught
    },
    { target, recorder, name: 'catcher' },
  )
  expect({ state, result }).toEqual({
    state: 'passed',
    result: ['catcher is not connected. Yield `connect()` first.', 'Waited 1ms for a notific', 'hello'],
  })
  // A failure that was caught is none.
  expect(recorder.failures).toEqual([])
})

test('a scenario calls another one, and gets its result and its failures', async () => {
  function* inner(fail: boolean) {
    yield* wait(0)
    if (fail) throw new TypeError('inner')
    return 42
  }
  function* middle(fail: boolean) {
    return (yield* inner(fail)) + 1
  }
  const { target } = await stage()
  const { result } = await runScenario(
    function* () {
      const sum = yield* middle(false)
      try {
        yield* middle(true)
      } catch (error) {
        return [sum, (error as Error).message]
      }
      return 'nothing was thrown'
    },
    { target },
  )
  expect(result).toEqual([43, 'inner'])
})

test('finally blocks run commands, also on the way out of a failure', async () => {
  const { server, target } = await stage()
  const { state, error } = await runScenario(
    function* () {
      yield* connect()
      try {
        yield* hello()
        throw new RangeError('mine')
      } finally {
        yield* disconnect({ code: 4001 })
      }
    },
    { target },
  )
  expect({ state, error }).toEqual({ state: 'failed', error: new RangeError('mine') })
  expect(server.transcript.events.at(-1)).toMatchObject({ kind: 'close', text: '4001' })
})

describe('a failure says where', () => {
  function* deepest() {
    yield* expectNotification(undefined, { timeout: 1 })
  }
  function* deeper() {
    yield* connect()
    yield* hello()
    yield* deepest()
  }

  test('a command of a nested scenario', async () => {
    const { target } = await stage()
    const recorder = new MemoryRecorder()
    const { state, at, error, transcript } = await runScenario(deeper, { target, recorder })
    expect(state).toBe('failed')
    expect(at).toMatch(/^deeper > deepest > expectNotification \(a-failure-can-be-caught.*\.test\.ts:\d+\)$/)
    expect((error as Error).stack).toMatch(/^PushwrightError: Waited 1ms for .*\n {4}at deepest .*\n {4}at deeper /)
    expect(recorder.failures).toEqual(['expectNotification ERR_TIMEOUT'])
    const notes = transcript.filter(({ kind }) => kind === 'note').map(({ text }) => text)
    expect(notes).toEqual(['connect', 'hello', 'expectNotification'])
    expect(transcript.map(({ at }) => at)).toEqual(transcript.map(({ at }) => at).toSorted((a, b) => a - b))
  })

  test("the scenario's own line", async () => {
    const { target } = await stage()
    function* checks() {
      yield* wait(0)
      throw new Error('wrong')
    }
    function* outer() {
      yield* checks()
    }
    const recorder = new MemoryRecorder()
    const { at } = await runScenario(outer, { target, recorder })
    expect(at).toMatch(/^outer > checks \(a-failure-can-be-caught.*\.test\.ts:\d+\)$/)
    expect(recorder.failures).toEqual(['wait Error'])
  })

  test('something thrown that is no error', async () => {
    const { target } = await stage()
    const { at, error } = await runScenario(
      function* odd() {
        yield* wait(0)
        throw 'text'
      },
      { target },
    )
    expect({ at, error }).toEqual({ at: 'odd > wait', error: 'text' })
  })

  test('a scenario that does not even begin', async () => {
    const { target } = await stage()
    const { state, error } = await runScenario(
      () => {
        throw new Error('no steps')
      },
      { target },
    )
    expect({ state, error }).toEqual({ state: 'failed', error: new Error('no steps') })
  })
})

const wrongYields: readonly (readonly [string, () => unknown, RegExp])[] = [
  ['the steps of another scenario', () => connect()[Symbol.iterator](), /got the steps .* Write `yield\*` instead/],
  ['something else', () => 42, /got a value of type number/],
]

test.for(wrongYields)('yielding %s is an error at the yield', async ([, make, message]) => {
  const { target } = await stage()
  const { result } = await runScenario(
    function* (): ScenarioSteps<string> {
      try {
        yield make() as Command<unknown>
      } catch (error) {
        return (error as Error).message
      }
      return 'nothing was thrown'
    },
    { target },
  )
  expect(result).toMatch(message)
})

test('commands of one’s own act on the session', async () => {
  const { target } = await stage()
  const { result } = await runScenario(
    function* () {
      yield* connect()
      yield* hello()
      return yield* new Command('uaid', ({ client }) => client.uaid)
    },
    { target },
  )
  expect(result).toMatch(/^[0-9a-f-]{32,36}$/)
})
