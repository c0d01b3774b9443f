// The scenarios of our side.
import {
  ack,
  connect,
  expectNotification,
  hello,
  type ScenarioSteps,
  sendNotification,
  subscribe,
  timerEnd,
  timerStart,
  vapidPublicKey,
  wait,
} from 'pushwright/core'

const payload = Buffer.alloc(1024, 'push')

/** Push after push, each received before the next. */
export function* pushMany(pushes: number): ScenarioSteps {
  yield* connect()
  yield* hello()
  const subscription = yield* subscribe({ applicationServerKey: yield* vapidPublicKey() })
  for (let index = 0; index < pushes; index++) {
    yield* timerStart('push')
    yield* sendNotification(subscription, payload)
    yield* ack(yield* expectNotification(subscription, { payload }))
    yield* timerEnd('push')
  }
}

/** Connects and stays until it is stopped. */
export function* stay(): ScenarioSteps {
  yield* connect()
  yield* hello()
  yield* wait('60m')
}
