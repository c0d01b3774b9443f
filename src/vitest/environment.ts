// The Vitest environment: `node`, plus a configured provisioner for the tests of this worker.
import { builtinEnvironments, type Environment } from 'vitest/runtime'
import { defaultFile } from '../config/index.ts'
import { PushwrightError } from '../errors/index.ts'
import { type EnvironmentState, finalise, setCurrentEnvironment } from './current.ts'
import { openProvisioner, readConfiguration } from './open-provisioner.ts'
import { type EnvironmentOptions, pushwrightKey } from './provided.ts'
import { beginRunAlone } from './without-plugin.ts'

/**
 * The environment `pushwright`. Its `setup` never throws, since Vitest would then report a worker that failed to start and no
 * tests; what went wrong is thrown by the setup file instead.
 */
const environment: Environment = {
  name: pushwrightKey,
  viteEnvironment: 'ssr',
  async setup(global, options) {
    const node = await builtinEnvironments.node.setup(global, options)
    const { state, finish } = await open(options[pushwrightKey] as EnvironmentOptions | undefined)
    setCurrentEnvironment(global, state)
    return {
      async teardown(global) {
        try {
          // The setup file has done this after the last test, unless no test ran.
          await finalise(state)
          await finish()
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

/** What is left for the tests, and what is to be done after them. */
interface Opened {
  readonly state: EnvironmentState
  readonly finish: () => Promise<void>
}

/** The plugin writes options; without it, what it would do for the run is done for this worker. */
async function open(given: EnvironmentOptions | undefined): Promise<Opened> {
  if (given !== undefined) return { state: await openFor(given), finish: async () => {} }
  const options = { root: process.cwd(), overrides: {} }
  try {
    const { provided, finish } = await beginRunAlone(options)
    return { state: { ...(await openFor(options)), provided }, finish }
  } catch (error) {
    const provided = { state: 'unconfigured', file: defaultFile } as const
    return { state: { error, options, provided, finalised: true }, finish: async () => {} }
  }
}

async function openFor(options: EnvironmentOptions): Promise<EnvironmentState> {
  try {
    const configuration = await readConfiguration(options)
    if (configuration === undefined) return { options, finalised: true }
    return { provisioner: await openProvisioner(configuration), options, finalised: false }
  } catch (error) {
    return { error, options, finalised: true }
  }
}
