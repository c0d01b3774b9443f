// How most scenarios begin.
import type { Subscription } from '../../../client/index.ts'
import { connect, hello, subscribe } from '../../commands/index.ts'
import type { ScenarioSteps } from '../../scenario.ts'

/** Connects, says hello and subscribes. */
export function* begin(): ScenarioSteps<{ readonly uaid: string; readonly subscription: Subscription }> {
  yield* connect()
  const { uaid } = yield* hello()
  const subscription = yield* subscribe()
  return { uaid, subscription }
}
