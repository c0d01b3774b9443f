// A client that leaves before it acknowledges.
import { ack, disconnect, expectNotification, sendNotification, wait } from '../commands/index.ts'
import { randomData } from '../making/index.ts'
import type { ScenarioSteps } from '../scenario.ts'
import { begin, comeBack, leave } from './parts/index.ts'
import { flag, readSettings, type Seconds, type SettingsArguments, seconds } from './settings.ts'

/** The arguments of {@link notificationForeverDirectStore}. */
export interface NotificationForeverDirectStoreSettings {
  /** That the client stays away, and between two rounds. Default 10. */
  readonly cycleDelay?: Seconds
  /** End after the first round. Default false. */
  readonly runOnce?: boolean
}

/** Receives a push, leaves without acknowledging, comes back, receives it once more and acknowledges, again and again. */
export function* notificationForeverDirectStore(
  ...args: SettingsArguments<NotificationForeverDirectStoreSettings>
): ScenarioSteps {
  const { cycleDelay, runOnce } = readSettings(args, { cycleDelay: seconds(10), runOnce: flag() })
  const { uaid, subscription } = yield* begin()
  while (true) {
    const payload = randomData(2048)
    yield* sendNotification(subscription, payload, { ttl: 600 })
    yield* expectNotification(subscription, { payload })
    yield* disconnect()
    yield* wait(cycleDelay)
    yield* comeBack(uaid)
    const again = yield* expectNotification(subscription, { payload })
    yield* ack(again)
    if (runOnce) return yield* leave(subscription)
    yield* wait(cycleDelay)
  }
}
