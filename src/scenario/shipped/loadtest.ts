// One client of each kind.
import { spawn } from '../commands/index.ts'
import type { ScenarioSteps } from '../scenario.ts'

/** Runs one each of those scenarios that go on forever, but for the one that does not acknowledge. */
export function* loadtest(): ScenarioSteps {
  yield* spawn({ scenario: 'connectAndIdleForever' })
  yield* spawn({ scenario: 'reconnectForever', args: [{ reconnectDelay: 2 }] })
  yield* spawn({ scenario: 'registerForever', args: [{ regDelay: 2 }] })
  yield* spawn({ scenario: 'notificationForever', args: [{ notifDelay: 2 }] })
  yield* spawn({ scenario: 'notificationForeverStored', args: [{ qtyStored: 30, ttl: 300, notifDelay: 2 }] })
  yield* spawn({ scenario: 'notificationForeverUnsubscribed', args: [{ notifDelay: 2 }] })
  yield* spawn({ scenario: 'notificationForeverBadTokens', args: [{ notifDelay: 2 }] })
  yield* spawn({ scenario: 'notificationForeverBadEndpoints', args: [{ notifDelay: 2 }] })
}
