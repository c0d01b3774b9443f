// A sender that does not know that its subscription is gone.
import {
  connect,
  disconnect,
  expectNone,
  hello,
  sendNotification,
  subscribe,
  unregister,
  wait,
} from '../commands/index.ts'
import { randomData } from '../making/index.ts'
import type { ScenarioSteps } from '../scenario.ts'
import { flag, readSettings, type Seconds, type SettingsArguments, seconds } from './settings.ts'

/** The arguments of {@link notificationForeverUnsubscribed}. */
export interface NotificationForeverUnsubscribedSettings {
  /** Between two pushes. Default 30. */
  readonly notifDelay?: Seconds
  /** End after the first push. Default false. */
  readonly runOnce?: boolean
}

/** Subscribes, unregisters, pushes, is refused (4xx), receives nothing and waits, again and again. */
export function* notificationForeverUnsubscribed(
  ...args: SettingsArguments<NotificationForeverUnsubscribedSettings>
): ScenarioSteps {
  const { notifDelay, runOnce } = readSettings(args, { notifDelay: seconds(30), runOnce: flag() })
  yield* connect()
  yield* hello()
  while (true) {
    const subscription = yield* subscribe()
    yield* unregister(subscription)
    yield* sendNotification(subscription, randomData(2048), { status: 'refused' })
    yield* expectNone()
    if (runOnce) break
    yield* wait(notifDelay)
  }
  yield* disconnect()
}
