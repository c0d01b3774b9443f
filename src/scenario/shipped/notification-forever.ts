// A client that receives push after push.
import { type ClaimOverrides, wait } from '../commands/index.ts'
import type { ScenarioSteps } from '../scenario.ts'
import { begin, exchange, leave } from './parts/index.ts'
import { claims, flag, readSettings, type Seconds, type SettingsArguments, seconds } from './settings.ts'

/** The arguments of {@link notificationForever}. */
export interface NotificationForeverSettings {
  /** Between two pushes. Default 30. */
  readonly notifDelay?: Seconds
  /** End after the first push. Default false. */
  readonly runOnce?: boolean
  /** What VAPID tokens are to say. Default: what they should. */
  readonly vapidClaims?: ClaimOverrides
}

/** Pushes, receives, compares, acknowledges and waits, again and again, on one connection. */
export function* notificationForever(...args: SettingsArguments<NotificationForeverSettings>): ScenarioSteps {
  const readers = { notifDelay: seconds(30), runOnce: flag(), vapidClaims: claims() }
  const { notifDelay, runOnce, vapidClaims } = readSettings(args, readers)
  const { subscription } = yield* begin()
  while (true) {
    yield* exchange(subscription, vapidClaims === undefined ? {} : { claims: vapidClaims })
    if (runOnce) return yield* leave(subscription)
    yield* wait(notifDelay)
  }
}
