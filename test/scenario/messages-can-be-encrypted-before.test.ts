import { expect, test } from 'vitest'
import {
  basic,
  basicTopic,
  connect,
  expectNotification,
  hello,
  notificationForeverStored,
  runScenario,
  sendNotification,
  subscribe,
} from '../../src/scenario/index.ts'
import { MemoryRecorder, stage } from './stage.ts'

test.for([
  ['basic', basic, {}],
  ['basicTopic', basicTopic, {}],
  ['notificationForeverStored', notificationForeverStored, { runOnce: true, qtyStored: 3, storeDelay: 0 }],
] as const)('%s passes, and says so', async ([, scenario, settings]) => {
  const { target, server } = await stage({}, { preEncrypted: true })
  const recorder = new MemoryRecorder()
  const { state, error, preEncrypted } = await runScenario(scenario, { target, recorder, args: [settings] })
  expect({ state, error, preEncrypted }).toEqual({ state: 'passed', error: undefined, preEncrypted: true })
  expect(recorder.counts.preEncrypted).toBe(server.pushes.length)
  expect(recorder.steps).toContain('delivery')
})

test('other scenarios say that nothing was', async () => {
  const { target } = await stage()
  const recorder = new MemoryRecorder()
  const { preEncrypted } = await runScenario(basic, { target, recorder })
  expect({ preEncrypted, count: recorder.counts.preEncrypted }).toEqual({ preEncrypted: false, count: undefined })
})

test('other bytes than those that were sent are found out', async () => {
  const { target } = await stage({}, { preEncrypted: true })
  const { error } = await runScenario(
    function* () {
      yield* connect()
      yield* hello()
      const subscription = yield* subscribe()
      yield* sendNotification(subscription, 'four')
      yield* expectNotification(subscription, { payload: 'fifth' })
    },
    { target },
  )
  expect(error).toMatchObject({ code: 'ERR_UNEXPECTED' })
})

test('the same body is posted again, of the length that a real one has', async () => {
  const { target, server } = await stage({}, { preEncrypted: true })
  await runScenario(
    function* () {
      yield* connect()
      yield* hello()
      const subscription = yield* subscribe()
      yield* sendNotification(subscription, 'four')
      yield* sendNotification(subscription, 'more')
      yield* sendNotification(subscription)
    },
    { target },
  )
  const [first, second, third] = server.pushes
  expect([first?.size, second?.size, third?.size]).toEqual([107, 107, 0])
  expect(second?.body).toEqual(first?.body)
})
