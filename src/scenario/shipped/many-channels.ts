// Many channels at once, in another order than they were pushed to.
import type { Subscription } from '../../client/index.ts'
import { randomInteger } from '../chance.ts'
import {
  ack,
  connect,
  disconnect,
  expectNotification,
  hello,
  sendNotification,
  subscribe,
  unregister,
} from '../commands/index.ts'
import type { ScenarioSteps } from '../scenario.ts'

/** Pushes an empty message to each of ten channels; takes one of any of those that are left, acknowledges and unregisters, ten times. */
export function* manyChannels(): ScenarioSteps {
  yield* connect()
  yield* hello()
  const left: Subscription[] = []
  for (let count = 0; count < 10; count++) left.splice(randomInteger(0, count), 0, yield* subscribe())
  for (const subscription of left) yield* sendNotification(subscription)
  while (left.length > 0) {
    const notification = yield* expectNotification(left)
    yield* ack(notification)
    yield* unregister(notification)
    left.splice(
      left.findIndex(({ channelID }) => channelID === notification.channelID),
      1,
    )
  }
  yield* disconnect()
}
