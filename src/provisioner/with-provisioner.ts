// The whole life of a provisioner outside of Vitest: for commands that work on a target of the INI.
import type { Configuration, TargetSettings } from '../config/index.ts'
import type { Discovery } from './discovery.ts'
import { loadProvisioner } from './load.ts'
import { type Phase, runPhase } from './phase.ts'
import type { Provisioner } from './provisioner.ts'
import { Scope } from './scope.ts'

/** A provisioner that is ready to hand out clients. */
export interface ReadyProvisioner {
  readonly provisioner: Provisioner
  readonly settings: TargetSettings
  /** The connection endpoint. */
  readonly url: string
}

/**
 * Does something with the provisioner of the selected target, from starting what it shares to tidying up.
 *
 * @throws PushwrightError `ERR_CONFIG`, and `ERR_PHASE` for what the provisioner cannot do.
 */
export async function withProvisioner<T>(
  configuration: Configuration,
  use: (ready: ReadyProvisioner) => Promise<T>,
): Promise<T> {
  const { global } = configuration
  const settings = configuration.target()
  const provisioner = await loadProvisioner(settings)
  const inPhase = <R>(phase: Phase, work: () => Promise<R> | R): Promise<R> =>
    runPhase({ phase, target: settings.name, timeout: global.initialiseTimeout, scale: global.timeoutScale }, work)
  await inPhase('configure', () => provisioner.configure(settings, global))
  settings.refuseUnread()
  try {
    const shared = await inPhase('initialise', () => provisioner.prepareRun())
    const discovery = await inPhase('discovery', () => discover(provisioner, shared))
    await inPhase('initialise', () => provisioner.initialise(discovery))
    const connection = discovery.providers.find(({ role }) => role === 'connection')?.url
    const url = provisioner.server?.url ?? connection ?? settings.required('url')
    return await use({ provisioner, settings, url })
  } finally {
    await inPhase('finalise', () => provisioner.finalise())
    await inPhase('finalise', () => provisioner.finishRun())
  }
}

async function discover(provisioner: Provisioner, shared: Record<string, unknown>): Promise<Discovery> {
  const scope = new Scope('discovery')
  try {
    return await provisioner.discover(scope, shared)
  } finally {
    await scope.close()
  }
}
