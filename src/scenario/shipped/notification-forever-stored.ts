// A client that fetches what was stored for it.
import {
  ack,
  type ClaimOverrides,
  disconnect,
  expectNone,
  expectNotification,
  sendNotification,
  wait,
} from '../commands/index.ts'
import { randomData } from '../making/index.ts'
import type { ScenarioSteps } from '../scenario.ts'
import { begin, comeBack, leave } from './parts/index.ts'
import { claims, flag, readSettings, type Seconds, type SettingsArguments, seconds, wholeNumber } from './settings.ts'

/** The arguments of {@link notificationForeverStored}. */
export interface NotificationForeverStoredSettings {
  /** Messages for each time that the client is away. Default 32. */
  readonly qtyStored?: number
  /** TTL in seconds, as a plain number. Default 300. */
  readonly ttl?: number
  /** Between two rounds. Default 30. */
  readonly notifDelay?: Seconds
  /** End after the first round. Default false. */
  readonly runOnce?: boolean
  /** What VAPID tokens are to say. Default: what they should. */
  readonly vapidClaims?: ClaimOverrides
  /** That the client stays away after the last message. Default 5. */
  readonly storeDelay?: Seconds
}

/** Pushes messages while the client is away; it comes back, receives exactly these, acknowledges, leaves and waits, again and again. */
export function* notificationForeverStored(
  ...args: SettingsArguments<NotificationForeverStoredSettings>
): ScenarioSteps {
  const { qtyStored, ttl, notifDelay, runOnce, vapidClaims, storeDelay } = readSettings(args, {
    qtyStored: wholeNumber(32),
    ttl: wholeNumber(300),
    notifDelay: seconds(30),
    runOnce: flag(),
    vapidClaims: claims(),
    storeDelay: seconds(5),
  })
  const options = { ttl, ...(vapidClaims !== undefined && { claims: vapidClaims }) }
  const { uaid, subscription } = yield* begin()
  while (true) {
    yield* disconnect()
    const payload = randomData(2048)
    for (let count = 0; count < qtyStored; count++) yield* sendNotification(subscription, payload, options)
    yield* wait(storeDelay)
    yield* comeBack(uaid)
    for (let count = 0; count < qtyStored; count++) {
      const notification = yield* expectNotification(subscription, { payload })
      yield* ack(notification)
    }
    yield* expectNone(subscription)
    if (runOnce) return yield* leave(subscription)
    yield* wait(notifDelay)
  }
}
