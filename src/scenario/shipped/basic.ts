// The smoke test: one push, from end to end.
import {
  ack,
  type ClaimOverrides,
  connect,
  disconnect,
  expectNotification,
  hello,
  sendNotification,
  subscribe,
  unregister,
  vapidPublicKey,
} from '../commands/index.ts'
import { randomData } from '../making/index.ts'
import type { ScenarioSteps } from '../scenario.ts'
import { claims, readSettings, type SettingsArguments, text } from './settings.ts'

/** The arguments of {@link basic} and `basicTopic`. */
export interface BasicSettings {
  /** What VAPID tokens are to say. Default: what they should. */
  readonly vapidClaims?: ClaimOverrides
  /** The public key that the subscription is restricted to. Default: that of the sender. */
  readonly vapidKey?: string
}

/** Connects, subscribes for one sender alone, pushes 21 random bytes with a TTL of 60 s, receives, compares, acknowledges, unregisters. */
export function* basic(...args: SettingsArguments<BasicSettings>): ScenarioSteps {
  const { vapidClaims, vapidKey } = readSettings(args, { vapidClaims: claims(), vapidKey: text() })
  const payload = randomData(21, 21)
  yield* connect()
  yield* hello()
  const subscription = yield* subscribe({ applicationServerKey: vapidKey ?? (yield* vapidPublicKey()) })
  const signing = vapidClaims === undefined ? {} : { claims: vapidClaims }
  yield* sendNotification(subscription, payload, { ttl: 60, status: 201, ...signing })
  const notification = yield* expectNotification(subscription, { payload })
  yield* ack(notification)
  yield* unregister(subscription)
  yield* disconnect()
}
