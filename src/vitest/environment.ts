// The Vitest environment: `node`, plus a configured provisioner for the tests of this worker.
import { builtinEnvironments, type Environment } from 'vitest/runtime'
import { PushwrightError } from '../errors/index.ts'
import { type Provisioner, runPhase } from '../provisioner/index.ts'
import { setCurrentEnvironment } from './current.ts'
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
    const provisioner = await open(global, options[pushwrightKey] as EnvironmentOptions | undefined)
    return {
      async teardown(global) {
        try {
          if (provisioner !== undefined) await finalise(provisioner)
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

async function open(
  global: typeof globalThis,
  options: EnvironmentOptions = { root: process.cwd(), overrides: {} },
): Promise<Provisioner | undefined> {
  try {
    const configuration = readConfiguration(options)
    const provisioner = configuration && (await openProvisioner(configuration))
    setCurrentEnvironment(global, provisioner === undefined ? {} : { provisioner })
    return provisioner
  } catch (error) {
    setCurrentEnvironment(global, { error })
    return undefined
  }
}

async function finalise(provisioner: Provisioner): Promise<void> {
  const { finaliseTimeout: timeout, timeoutScale: scale } = provisioner.global
  await runPhase({ phase: 'finalise', target: provisioner.target, timeout, scale }, () => provisioner.finalise())
}
