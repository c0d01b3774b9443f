// A sender with made-up endpoints.
import { expectNone, sendNotification, wait } from '../commands/index.ts'
import { badPushEndpoint, randomData } from '../making/index.ts'
import type { ScenarioSteps } from '../scenario.ts'
import { begin, leave } from './parts/index.ts'
import { flag, readSettings, type Seconds, type SettingsArguments, seconds } from './settings.ts'

/** The arguments of {@link notificationForeverBadEndpoints}. */
export interface NotificationForeverBadEndpointsSettings {
  /** Between two pushes. Default 30. */
  readonly notifDelay?: Seconds
  /** End after the first push. Default false. */
  readonly runOnce?: boolean
}

/** Pushes to a path of the service that is no endpoint, is refused (4xx), receives nothing and waits, again and again. */
export function* notificationForeverBadEndpoints(
  ...args: SettingsArguments<NotificationForeverBadEndpointsSettings>
): ScenarioSteps {
  const { notifDelay, runOnce } = readSettings(args, { notifDelay: seconds(30), runOnce: flag() })
  const { subscription } = yield* begin()
  while (true) {
    const endpoint = badPushEndpoint(subscription.endpoint, { wrong: 'path' })
    yield* sendNotification(endpoint, randomData(2048), { status: 'refused' })
    yield* expectNone()
    if (runOnce) return yield* leave(subscription)
    yield* wait(notifDelay)
  }
}
