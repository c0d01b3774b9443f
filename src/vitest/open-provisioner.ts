// From the INI to a configured provisioner, in the main process and in each worker alike.
import type { Configuration } from '../config/index.ts'
import { loadProvisioner, type Provisioner, readProject, runPhase } from '../provisioner/index.ts'
import type { EnvironmentOptions } from './provided.ts'

/** Reads the INI and loads its plugins; `undefined` if there is none. Throws `ERR_CONFIG` if it is wrong. */
export function readConfiguration(options: EnvironmentOptions): Promise<Configuration | undefined> {
  const { root, config: file, overrides } = options
  return readProject({ root, file, env: process.env, overrides })
}

/**
 * Makes the provisioner of the selected target and configures it; it is not initialised yet.
 *
 * @throws PushwrightError `ERR_CONFIG`, also for keys that the provisioner does not read; `ERR_PHASE` for anything else.
 */
export async function openProvisioner(configuration: Configuration): Promise<Provisioner> {
  const { global } = configuration
  const settings = configuration.target()
  const provisioner = await loadProvisioner(settings)
  const phase = {
    phase: 'configure',
    target: settings.name,
    timeout: global.initialiseTimeout,
    scale: global.timeoutScale,
  } as const
  await runPhase(phase, () => provisioner.configure(settings, global))
  settings.refuseUnread()
  return provisioner
}
