// The shipped case: one encrypted push, from the subscription to the acknowledgement.

import {
  ack,
  connect,
  disconnect,
  expectNotification,
  hello,
  randomData,
  type ScenarioSteps,
  sendNotification,
  subscribe,
  unregister,
} from '../../scenario/index.ts'
import { type Case, defineCase } from '../case/case.ts'

/**
 * Subscribes, sends an encrypted message, receives, compares and acknowledges it, unsubscribes. Every 30 seconds, one at a time; needs
 * a target, whose timeouts hold for each step.
 */
export const pushRoundtrip: Case<Record<never, never>, []> = defineCase({
  name: 'push-roundtrip',
  frequency: '30s',
  // What waited longer than the next one is of no use.
  testExpires: '30s',
  timeout: '2m',
  warnStalledAfter: '5m',
  concurrency: 1,
  run: (execution) => execution.scenario(roundtrip),
})

function* roundtrip(): ScenarioSteps {
  const payload = randomData(32, 32)
  yield* connect()
  yield* hello()
  const subscription = yield* subscribe()
  yield* sendNotification(subscription, payload, { ttl: 60 })
  yield* ack(yield* expectNotification(subscription, { payload }))
  yield* unregister(subscription)
  yield* disconnect()
}
