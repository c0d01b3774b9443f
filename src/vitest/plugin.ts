// The Vitest plugin: environment, global setup, setup file, tags and ledger reporter for one project.
import { isAbsolute, resolve } from 'node:path'
import type { Plugin, ViteUserConfig } from 'vitest/config'
import type { TestUserConfig, VitestPluginContext } from 'vitest/node'
import { type Configuration, defaultFile, type Overrides } from '../config/index.ts'
import { isPushwrightError, requireNodeVersion } from '../errors/index.ts'
import { features } from '../features/index.ts'
import { ownModule } from '../own-module/index.ts'
import { quirks } from '../quirks/index.ts'
import { matrixTargets, onTarget } from './matrix-projects.ts'
import { readConfiguration } from './open-provisioner.ts'
import { type EnvironmentOptions, pushwrightKey } from './provided.ts'
import { HidingReporter } from './reporter/hiding-reporter.ts'
import { LedgerReporter } from './reporter/ledger-reporter.ts'
import { featureTag, quirkTag } from './requirements.ts'

/** What the plugin can be told; everything has a default. */
export interface PushwrightPluginOptions extends Overrides {
  /** The INI, relative to `root`. Default: `PUSHWRIGHT_CONFIG`, or `.local/e2etest.ini`. */
  readonly config?: string
  /** The directory that the INI and the paths in it are relative to. Default: the root of the Vitest project. */
  readonly root?: string
  /** A file that keeps the transcripts of all tests, relative to `root`; see `pushwright transcript`. Default: `PUSHWRIGHT_RECORD`, or none. */
  readonly record?: string
  /** Whether transcripts show payloads, keys and endpoint tokens. Default: `PUSHWRIGHT_SECRETS`, or false. */
  readonly secrets?: boolean
}

/**
 * Makes a Vitest project an end-to-end project.
 *
 * @param options - Win over environment variables and the INI.
 * @throws PushwrightError `ERR_NODE_VERSION`; `ERR_CONFIG` when Vitest starts and the INI is wrong.
 *
 * @example
 * ```ts
 * export default defineConfig({
 *   test: { projects: [{ plugins: [pushwright()], test: { name: 'e2e', include: ['e2e/**\/*.test.ts'] } }] },
 * })
 * ```
 */
export default function pushwright(options: PushwrightPluginOptions = {}): Plugin {
  requireNodeVersion()
  const {
    config,
    root,
    record = process.env.PUSHWRIGHT_RECORD,
    secrets = process.env.PUSHWRIGHT_SECRETS === 'true',
    ...given
  } = options
  // In a matrix, a project whose target is left open is run on each.
  const targets = given.target === undefined ? matrixTargets() : []
  const overrides: Overrides = targets[0] === undefined ? given : { ...given, target: targets[0] }
  /** By the name of the project: an instance of the plugin can serve several. */
  const userConfigs = new Map<string, ViteUserConfig>()
  return {
    name: 'vitest:pushwright',
    async config(userConfig) {
      userConfigs.set(nameOf(userConfig), userConfig)
      const base = resolve(root ?? userConfig.root ?? process.cwd())
      const environmentOptions: EnvironmentOptions = {
        root: base,
        overrides,
        secrets,
        isInMatrix: targets.length > 0,
        ...(config !== undefined && { config }),
        ...(record && { record: resolve(base, record) }),
      }
      // A wrong INI stops the run here, once, before any worker starts.
      const target = (await readOrStop(environmentOptions))?.target()
      const test: TestUserConfig = {
        environment: ownModule('vitest/environment'),
        environmentOptions: { [pushwrightKey]: environmentOptions },
        globalSetup: [ownModule('vitest/global-setup')],
        setupFiles: [ownModule('vitest/setup')],
        tags: tagDefinitions(),
        ...(target?.boolean('parallel') === false && { fileParallelism: false }),
        ...(target?.boolean('isolate') === false && userConfig.test?.isolate === undefined && { isolate: false }),
      }
      // Vite 8 does not lower the standard decorator syntax; the legacy form it does.
      return { oxc: { decorator: { legacy: true } }, test }
    },
    async configureVitest({ vitest, project, injectTestProjects }: VitestPluginContext) {
      vitest.config.forceRerunTriggers.push(
        fileOf(project.config.environmentOptions[pushwrightKey] as EnvironmentOptions),
      )
      const { reporters } = vitest.config as { reporters: unknown[] }
      // Instances, since Vitest would transform a file and all that it imports. One of each is enough for all projects.
      if (!reporters.some((reporter) => reporter instanceof LedgerReporter)) {
        reporters.unshift(new HidingReporter())
        reporters.push(new LedgerReporter())
      }
      const userConfig = userConfigs.get(project.name)
      if (userConfig === undefined || targets.length < 2) return
      await injectTestProjects(
        targets.slice(1).map((target) => onTarget(userConfig, target, pushwright({ ...options, target }))),
      )
    },
  }
}

function nameOf({ test }: ViteUserConfig): string {
  const { name = '' } = test ?? {}
  return typeof name === 'string' ? name : name.label
}

/** Reads the INI. What is wrong with it is told by the message, so the stack, which Vitest prints too, is left out. */
async function readOrStop(options: EnvironmentOptions): Promise<Configuration | undefined> {
  try {
    return await readConfiguration(options)
  } catch (error) {
    if (isPushwrightError(error, 'ERR_CONFIG')) error.stack = `${error.name}: ${error.message}`
    throw error
  }
}

function fileOf({ root, config = process.env.PUSHWRIGHT_CONFIG ?? defaultFile }: EnvironmentOptions): string {
  return isAbsolute(config) ? config : resolve(root, config)
}

function tagDefinitions(): { name: string; description: string }[] {
  return [
    ...features.map(({ id, text }) => ({ name: featureTag(id), description: text })),
    ...quirks.map(({ id, text }) => ({ name: quirkTag(id), description: text })),
  ]
}
