// One push, there and acknowledged.
import type { Subscription } from '../../../client/index.ts'
import { ack, expectNotification, type SendNotificationOptions, sendNotification } from '../../commands/index.ts'
import { randomData } from '../../making/index.ts'
import type { ScenarioSteps } from '../../scenario.ts'

/** Sends between 2048 and 3993 random bytes, takes them, compares them and acknowledges. */
export function* exchange(subscription: Subscription, options: SendNotificationOptions = {}): ScenarioSteps {
  const payload = randomData(2048)
  yield* sendNotification(subscription, payload, options)
  const notification = yield* expectNotification(subscription, { payload })
  yield* ack(notification)
}
