// A sender with made-up tokens.
import { expectNone, sendNotification, wait } from '../commands/index.ts'
import { badPushEndpoint, randomData } from '../making/index.ts'
import type { ScenarioSteps } from '../scenario.ts'
import { begin, leave } from './parts/index.ts'
import { flag, readSettings, type Seconds, type SettingsArguments, seconds, wholeNumber } from './settings.ts'

/** The arguments of {@link notificationForeverBadTokens}. */
export interface NotificationForeverBadTokensSettings {
  /** Between two pushes. Default 30. */
  readonly notifDelay?: Seconds
  /** End after the first push. Default false. */
  readonly runOnce?: boolean
  /** Letters and digits of the token. Default 140. */
  readonly tokenLength?: number
}

/** Pushes to an endpoint whose token is made up, is refused (4xx), receives nothing and waits, again and again. */
export function* notificationForeverBadTokens(
  ...args: SettingsArguments<NotificationForeverBadTokensSettings>
): ScenarioSteps {
  const readers = { notifDelay: seconds(30), runOnce: flag(), tokenLength: wholeNumber(140) }
  const { notifDelay, runOnce, tokenLength } = readSettings(args, readers)
  const { subscription } = yield* begin()
  while (true) {
    const endpoint = badPushEndpoint(subscription.endpoint, { tokenLength })
    yield* sendNotification(endpoint, randomData(2048), { status: 'refused' })
    yield* expectNone()
    if (runOnce) return yield* leave(subscription)
    yield* wait(notifDelay)
  }
}
