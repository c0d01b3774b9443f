// The scenario of our side.
import { connect, disconnect, hello, ping, type ScenarioSteps } from 'pushwright/core'

/** Ping after ping, each answered before the next. */
export function* chat(pings: number): ScenarioSteps {
  yield* connect()
  yield* hello()
  for (let index = 0; index < pings; index++) yield* ping()
  yield* disconnect()
}
