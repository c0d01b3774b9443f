// Everything that shall work and that shall be refused, once.
import { spawn } from '../commands/index.ts'
import type { ScenarioSteps } from '../scenario.ts'

/** Runs `basic` and those that are to be refused, each once and all at the same time. */
export function* apiTest(): ScenarioSteps {
  const once = { notifDelay: 2, runOnce: true }
  yield* spawn({ scenario: 'basic' })
  yield* spawn({ scenario: 'notificationForeverUnsubscribed', args: [once] })
  yield* spawn({ scenario: 'notificationForeverBadTokens', args: [once] })
  yield* spawn({ scenario: 'notificationForeverBadEndpoints', args: [once] })
}
