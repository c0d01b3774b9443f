// The main process, once for a run: provides the workers with what it finds out about the target.
import type { TestProject } from 'vitest/node'
import { beginRun } from './begin-run.ts'
import { type EnvironmentOptions, pushwrightKey } from './provided.ts'
import { setPhase } from './reporter/progress.ts'

/** Provides the result to the workers. If the target is down, its tests are skipped, and the ledger reporter fails the run with one error. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const options = project.config.environmentOptions[pushwrightKey] as EnvironmentOptions
  const { provided, finish } = await beginRun(options)
  project.provide(pushwrightKey, provided)
  if (provided.state !== 'unconfigured') setPhase(`tests on ${provided.target} begin`)
  return finish
}
