// A client that comes and goes.
import { disconnect, wait } from '../commands/index.ts'
import type { ScenarioSteps } from '../scenario.ts'
import { begin, comeBack, exchange, leave } from './parts/index.ts'
import { flag, readSettings, type Seconds, type SettingsArguments, seconds } from './settings.ts'

/** The arguments of {@link reconnectForever}. */
export interface ReconnectForeverSettings {
  /** Between a push and the end of the connection. Default 30. */
  readonly reconnectDelay?: Seconds
  /** End after the first round. Default false. */
  readonly runOnce?: boolean
}

/** Pushes, waits, disconnects and comes back with the same UAID, again and again. */
export function* reconnectForever(...args: SettingsArguments<ReconnectForeverSettings>): ScenarioSteps {
  const { reconnectDelay, runOnce } = readSettings(args, { reconnectDelay: seconds(30), runOnce: flag() })
  const { uaid, subscription } = yield* begin()
  do {
    yield* exchange(subscription)
    yield* wait(reconnectDelay)
    yield* disconnect()
    yield* comeBack(uaid)
  } while (!runOnce)
  yield* leave(subscription)
}
