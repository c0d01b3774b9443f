// The Vitest plugin: environment, global setup, setup file, tags and ledger reporter for one project.
import { existsSync } from 'node:fs'
import { isAbsolute, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vitest/config'
import type { TestUserConfig, VitestPluginContext } from 'vitest/node'
import { type Configuration, defaultFile, type Overrides } from '../config/index.ts'
import { isPushwrightError } from '../errors/index.ts'
import { features } from '../features/index.ts'
import { quirks } from '../quirks/index.ts'
import { readConfiguration } from './open-provisioner.ts'
import { type EnvironmentOptions, pushwrightKey } from './provided.ts'
import { featureTag, quirkTag } from './requirements.ts'

/** What the plugin can be told; everything has a default. */
export interface PushwrightPluginOptions extends Overrides {
  /** The INI, relative to `root`. Default: `PUSHWRIGHT_CONFIG`, or `.local/e2etest.ini`. */
  readonly config?: string
  /** The directory that the INI and the paths in it are relative to. Default: the root of the Vitest project. */
  readonly root?: string
}

/**
 * Makes a Vitest project an end-to-end project.
 *
 * @param options - Win over environment variables and the INI.
 * @throws PushwrightError `ERR_CONFIG` when Vitest starts and the INI is wrong.
 *
 * @example
 * ```ts
 * export default defineConfig({
 *   test: { projects: [{ plugins: [pushwright()], test: { name: 'e2e', include: ['e2e/**\/*.test.ts'] } }] },
 * })
 * ```
 */
export default function pushwright(options: PushwrightPluginOptions = {}): Plugin {
  const { config, root, ...overrides } = options
  return {
    name: 'vitest:pushwright',
    async config(userConfig) {
      const environmentOptions: EnvironmentOptions = {
        root: resolve(root ?? userConfig.root ?? process.cwd()),
        overrides,
        ...(config === undefined ? {} : { config }),
      }
      // A wrong INI stops the run here, once, before any worker starts.
      const configuration = await readOrStop(environmentOptions)
      const test: TestUserConfig = {
        environment: siblingFile('environment'),
        environmentOptions: { [pushwrightKey]: environmentOptions },
        globalSetup: [siblingFile('global-setup')],
        setupFiles: [siblingFile('setup')],
        tags: tagDefinitions(),
        ...(configuration?.target().boolean('parallel') === false && { fileParallelism: false }),
      }
      // Vite 8 does not lower the standard decorator syntax; the legacy form it does.
      return { oxc: { decorator: { legacy: true } }, test }
    },
    configureVitest({ vitest, project }: VitestPluginContext) {
      vitest.config.forceRerunTriggers.push(
        fileOf(project.config.environmentOptions[pushwrightKey] as EnvironmentOptions),
      )
      const reporter = siblingFile('ledger-reporter')
      const isThere = vitest.config.reporters.some((entry) => Array.isArray(entry) && entry[0] === reporter)
      if (!isThere) vitest.config.reporters.push([reporter, {}])
    },
  }
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

/** A module beside this one, as source or as built. */
function siblingFile(name: string): string {
  const source = fileURLToPath(new URL(`./${name}.ts`, import.meta.url))
  return existsSync(source) ? source : source.replace(/\.ts$/, '.js')
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
