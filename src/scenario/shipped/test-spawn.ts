// Whether scenarios start others.
import { spawn } from '../commands/index.ts'
import type { ScenarioSteps } from '../scenario.ts'

/** Runs `basic` beside itself. */
export function* testSpawn(): ScenarioSteps {
  yield* spawn('basic')
}
