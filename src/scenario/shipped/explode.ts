// A scenario that fails.
import { connect } from '../commands/index.ts'
import { restart } from '../restart.ts'
import type { Scenario } from '../scenario.ts'

/** Connects twice, which cannot be; is restarted twice, and fails in the end. To try what a failure looks like. */
export const explode: Scenario<[], void> = restart({ count: 2, minDelay: 10 })(function* explode() {
  yield* connect()
  yield* connect()
})
