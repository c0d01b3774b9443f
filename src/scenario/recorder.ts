// Records nothing.
import type { ScenarioRecorder } from './scenario.ts'

/** For scenarios that nobody measures. */
export const silentRecorder: ScenarioRecorder = {
  measured() {},
  counted() {},
  failed() {},
  clients() {},
}
