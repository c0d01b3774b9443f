// Starts other scenarios.
import { Command } from '../command.ts'
import type { SpawnSpec } from '../scenario.ts'

/**
 * Starts other scenarios, and does not wait for them. The run as a whole does, and fails if one of them fails.
 *
 * @param spec - What to start. Text is a name as `findScenario` takes it, and in a test plan anything that a plan can be written as.
 * @throws PushwrightError `ERR_OPTION` for what cannot be started.
 */
export function spawn(spec: string | SpawnSpec): Command<void> {
  return new Command('spawn', (session) => session.spawn(spec))
}
