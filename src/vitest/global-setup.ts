// The main process, once for a run: is the target there, and what can it do?
import type { TestProject } from 'vitest/node'
import { defaultFile } from '../config/index.ts'
import { type Discovery, type Phase, type Provisioner, runPhase, Scope } from '../provisioner/index.ts'
import { openProvisioner, readConfiguration } from './open-provisioner.ts'
import { type EnvironmentOptions, type Provided, pushwrightKey } from './provided.ts'
import { setPhase } from './reporter/progress.ts'

/**
 * Asks the target if it is there, runs discovery, and provides the result to the workers. A target that is down is no failure
 * here: its tests are skipped for that reason, and the ledger reporter fails the run with one error.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const options = project.config.environmentOptions[pushwrightKey] as EnvironmentOptions
  const configuration = await readConfiguration(options)
  if (configuration === undefined) {
    provide(project, { state: 'unconfigured', file: options.config ?? defaultFile })
    return async () => {}
  }
  const provisioner = await openProvisioner(configuration)
  const { target } = provisioner
  try {
    provide(project, { state: 'ready', target, discovery: await discover(provisioner) })
  } catch (error) {
    provide(project, { state: 'down', target, message: (error as Error).message })
  }
  setPhase(`tests on ${target} begin`)
  return () => inPhase(provisioner, 'finalise', () => provisioner.finishRun())
}

function provide(project: TestProject, provided: Provided): void {
  project.provide(pushwrightKey, provided)
}

async function discover(provisioner: Provisioner): Promise<Discovery> {
  const shared = await inPhase(provisioner, 'initialise', () => provisioner.prepareRun())
  await inScope(provisioner, 'health probe', (scope) => provisioner.probeHealth(scope))
  return inScope(provisioner, 'discovery', (scope) => provisioner.discover(scope, shared))
}

async function inScope<T>(provisioner: Provisioner, phase: Phase, work: (scope: Scope) => Promise<T>): Promise<T> {
  const scope = new Scope(phase)
  try {
    return await inPhase(provisioner, phase, () => work(scope))
  } finally {
    // What went wrong is told by the phase; a socket that does not close as well is no news.
    await scope.close().catch(() => {})
  }
}

function inPhase<T>(provisioner: Provisioner, phase: Phase, work: () => Promise<T>): Promise<T> {
  const { healthTimeout, initialiseTimeout, finaliseTimeout, timeoutScale } = provisioner.global
  const timeouts: Partial<Record<Phase, number>> = { 'health probe': healthTimeout, finalise: finaliseTimeout }
  const timeout = timeouts[phase] ?? initialiseTimeout
  setPhase(`${phase} of ${provisioner.target}`)
  return runPhase({ phase, target: provisioner.target, timeout, scale: timeoutScale }, work)
}
