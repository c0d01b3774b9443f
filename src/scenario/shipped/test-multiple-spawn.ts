// Whether scenarios start several others.
import { spawn } from '../commands/index.ts'
import type { ScenarioSteps } from '../scenario.ts'

/** Runs `basic` beside itself, four times at once. */
export function* testMultipleSpawn(): ScenarioSteps {
  yield* spawn({ scenario: 'basic', quantity: 4 })
}
