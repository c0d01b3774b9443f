// What the plugin would do, for test files that name the environment and whose project does not have the plugin.
import { isRequired } from '../config/index.ts'
import { PushwrightError } from '../errors/index.ts'
import { type BegunRun, beginRun } from './begin-run.ts'
import { currentEnvironment } from './current.ts'
import { readConfiguration } from './open-provisioner.ts'
import type { EnvironmentOptions } from './provided.ts'

/** Whether this file has the environment, and its project does not have the plugin. */
export function isWithoutPlugin(): boolean {
  return currentEnvironment()?.provided !== undefined
}

/**
 * What the global setup does for a run, for one worker. There is no reporter to fail the run, so what it would say is an error here.
 *
 * @throws PushwrightError `ERR_CONFIG` for an INI that is wrong or wants what only the plugin can do; `ERR_TARGET_DOWN`;
 * `ERR_UNCONFIGURED` if there is no INI and tests are required.
 */
export async function beginRunAlone(options: EnvironmentOptions): Promise<BegunRun> {
  const configuration = await readConfiguration(options)
  if (configuration === undefined && isRequired({ env: process.env })) {
    throw new PushwrightError(
      'ERR_UNCONFIGURED',
      'Expected an INI, since `require` is set; there is none. Run `npx pushwright init`.',
    )
  }
  const target = configuration?.target()
  const wanted = [
    ...(configuration?.global.baseline === undefined ? [] : ['baseline']),
    ...(target?.boolean('parallel') === false ? ['parallel = false'] : []),
  ]
  if (wanted.length > 0) {
    throw new PushwrightError(
      'ERR_CONFIG',
      `Expected the plugin in this Vitest project, since the INI says ${wanted.join(' and ')}; there is the environment alone. Add \`plugins: [pushwright()]\` of pushwright/plugin to the Vitest config.`,
    )
  }
  const run = await beginRun(options)
  if (run.provided.state !== 'down') return run
  await run.finish()
  throw new PushwrightError('ERR_TARGET_DOWN', run.provided.message, { details: { target: run.provided.target } })
}

/** Does what the setup file does, if there is nobody else to load it. Called when a test file imports this package. */
export async function setUpWithoutPlugin(): Promise<void> {
  if (isWithoutPlugin()) await import('./setup.ts')
}
