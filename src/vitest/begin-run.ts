// Before the first test: is the target there, and what can it do?
import { defaultFile } from '../config/index.ts'
import { type Discovery, type Phase, type Provisioner, runPhase, Scope } from '../provisioner/index.ts'
import { openProvisioner, readConfiguration } from './open-provisioner.ts'
import type { EnvironmentOptions, Provided } from './provided.ts'
import { setPhase } from './reporter/progress.ts'

/** What the tests get, and what is to be done after them. */
export interface BegunRun {
  readonly provided: Provided
  readonly finish: () => Promise<void>
}

/**
 * Asks the target if it is there, and runs discovery. A target that is down is no failure here: it is part of what is provided.
 *
 * @throws PushwrightError `ERR_CONFIG` if the INI is wrong; `ERR_PHASE` if the provisioner cannot be configured.
 */
export async function beginRun(options: EnvironmentOptions): Promise<BegunRun> {
  const configuration = await readConfiguration(options)
  if (configuration === undefined) {
    return { provided: { state: 'unconfigured', file: options.config ?? defaultFile }, finish: async () => {} }
  }
  const provisioner = await openProvisioner(configuration)
  const finish = (): Promise<void> => inPhase(provisioner, 'finalise', () => provisioner.finishRun())
  const { target } = provisioner
  try {
    return { provided: { state: 'ready', target, discovery: await discover(provisioner) }, finish }
  } catch (error) {
    return { provided: { state: 'down', target, message: (error as Error).message }, finish }
  }
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
