// The Vitest environment: `node`, plus a configured provisioner for the tests of this worker.
import { builtinEnvironments, type Environment } from 'vitest/runtime'
import { PushwrightError } from '../errors/index.ts'
import { type EnvironmentState, finalise, setCurrentEnvironment } from './current.ts'
import { openProvisioner, readConfiguration } from './open-provisioner.ts'
import { type EnvironmentOptions, pushwrightKey } from './provided.ts'

/**
 * The environment `pushwright`. Its `setup` never throws, since Vitest would then report a worker that failed to start and no
 * tests; what went wrong is thrown by the setup file instead.
 */
const environment: Environment = {
  name: pushwrightKey,
  viteEnvironment: 'ssr',
  async setup(global, options) {
    const node = await builtinEnvironments.node.setup(global, options)
    const state = await open(options[pushwrightKey] as EnvironmentOptions | undefined)
    setCurrentEnvironment(global, state)
    return {
      async teardown(global) {
        try {
          // The setup file has done this after the last test, unless no test ran.
          await finalise(state)
        } finally {
          setCurrentEnvironment(global, undefined)
          await node.teardown(global)
        }
      },
    }
  },
  setupVM() {
    throw new PushwrightError(
      'ERR_OPTION',
      'The environment `pushwright` does not support the pools vmThreads and vmForks. Use `pool: "forks"` or `pool: "threads"`.',
    )
  },
}

export default environment

async function open(options: EnvironmentOptions = { root: process.cwd(), overrides: {} }): Promise<EnvironmentState> {
  try {
    const configuration = await readConfiguration(options)
    if (configuration === undefined) return { options, finalised: true }
    return { provisioner: await openProvisioner(configuration), options, finalised: false }
  } catch (error) {
    return { error, options, finalised: true }
  }
}
