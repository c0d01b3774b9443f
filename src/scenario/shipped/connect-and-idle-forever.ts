// A client that does nothing.
import { connect, hello, wait } from '../commands/index.ts'
import type { ScenarioSteps } from '../scenario.ts'

/** Connects, says hello, and stays. */
export function* connectAndIdleForever(): ScenarioSteps<never> {
  yield* connect()
  yield* hello()
  while (true) yield* wait('100s')
}
