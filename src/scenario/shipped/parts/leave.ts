// How scenarios end that do not go on forever.
import { disconnect, unregister } from '../../commands/index.ts'
import type { ScenarioSteps } from '../../scenario.ts'

/** Gives a channel up and disconnects. */
export function* leave(channel: { readonly channelID: string }): ScenarioSteps {
  yield* unregister(channel)
  yield* disconnect()
}
