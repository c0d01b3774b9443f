// A client that registers more and more channels.
import { connect, hello, register, wait } from '../commands/index.ts'
import type { ScenarioSteps } from '../scenario.ts'
import { leave } from './parts/index.ts'
import { flag, readSettings, type Seconds, type SettingsArguments, seconds } from './settings.ts'

/** The arguments of {@link registerForever}. */
export interface RegisterForeverSettings {
  /** Between two channels. Default 30. */
  readonly regDelay?: Seconds
  /** End after the first channel, and give it up. Default false. */
  readonly runOnce?: boolean
}

/** Registers a channel, waits, registers another, again and again. */
export function* registerForever(...args: SettingsArguments<RegisterForeverSettings>): ScenarioSteps {
  const { regDelay, runOnce } = readSettings(args, { regDelay: seconds(30), runOnce: flag() })
  yield* connect()
  yield* hello()
  while (true) {
    const registration = yield* register()
    if (runOnce) return yield* leave(registration)
    yield* wait(regDelay)
  }
}
