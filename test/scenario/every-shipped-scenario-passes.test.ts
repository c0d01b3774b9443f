import { expect, test } from 'vitest'
import {
  type AnyScenario,
  apiTest,
  basic,
  basicTopic,
  manyChannels,
  notificationForever,
  notificationForeverBadEndpoints,
  notificationForeverBadTokens,
  notificationForeverDirectStore,
  notificationForeverStored,
  notificationForeverUnsubscribed,
  reconnectForever,
  registerForever,
  runScenario,
  testMultipleSpawn,
  testSpawn,
} from '../../src/scenario/index.ts'
import { MemoryRecorder, stage } from './stage.ts'

const once = { runOnce: true }

const scenarios: readonly (readonly [AnyScenario, object?])[] = [
  [basic],
  [basicTopic],
  [apiTest],
  [reconnectForever, { ...once, reconnectDelay: 0 }],
  [registerForever, once],
  [notificationForever, once],
  [notificationForeverStored, { ...once, qtyStored: 3, storeDelay: 0 }],
  [notificationForeverDirectStore, { ...once, cycleDelay: 0 }],
  [notificationForeverUnsubscribed, once],
  [notificationForeverBadTokens, once],
  [notificationForeverBadEndpoints, once],
  [manyChannels],
  [testSpawn],
  [testMultipleSpawn],
]

for (const profile of ['ideal', 'autopush']) {
  test.for(scenarios)(`$0.name on ${profile}`, async ([scenario, settings = {}]) => {
    const { server, target } = await stage({ profile })
    const { error, at, state } = await runScenario(scenario, { target, args: [settings] })
    expect({ error, at, state }).toEqual({ error: undefined, at: undefined, state: 'passed' })
    await expect.poll(() => server.clients).toEqual([])
  })
}

test('a push that comes twice is measured once', async () => {
  const { target } = await stage()
  const recorder = new MemoryRecorder()
  await runScenario(notificationForeverDirectStore, { target, recorder, args: [{ ...once, cycleDelay: 0 }] })
  expect(recorder.counts.messagesReceived).toBe(2)
  expect(recorder.steps.filter((step) => step === 'delivery')).toHaveLength(1)
})
