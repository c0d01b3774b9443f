// Whether a message replaces an older one of its topic.
import {
  ack,
  connect,
  disconnect,
  expectNone,
  expectNotification,
  hello,
  sendNotification,
  subscribe,
  vapidPublicKey,
} from '../commands/index.ts'
import { randomData } from '../making/index.ts'
import type { ScenarioSteps } from '../scenario.ts'
import type { BasicSettings } from './basic.ts'
import { comeBack, leave } from './parts/index.ts'
import { claims, readSettings, type SettingsArguments, text } from './settings.ts'

/** Pushes two messages of one topic while the client is away; it comes back, receives the second, and nothing else. */
export function* basicTopic(...args: SettingsArguments<BasicSettings>): ScenarioSteps {
  const { vapidClaims, vapidKey } = readSettings(args, { vapidClaims: claims(), vapidKey: text() })
  yield* connect()
  const { uaid } = yield* hello()
  const subscription = yield* subscribe({ applicationServerKey: vapidKey ?? (yield* vapidPublicKey()) })
  yield* disconnect()
  const options = { ttl: 60, topic: 'aaaa', ...(vapidClaims !== undefined && { claims: vapidClaims }) }
  // Of two lengths, so that they can be told apart when they were encrypted before.
  const [first, second] = [randomData(20, 20), randomData(40, 40)]
  yield* sendNotification(subscription, first, options)
  yield* sendNotification(subscription, second, options)
  yield* comeBack(uaid)
  const notification = yield* expectNotification(subscription, { payload: second })
  yield* ack(notification)
  yield* expectNone(subscription)
  yield* leave(subscription)
}
