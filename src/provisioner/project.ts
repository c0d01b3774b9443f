// The INI of a project, read with everything that its values can name.
import { type Configuration, defaultFile, type LoadOptions, loadConfiguration } from '../config/index.ts'
import { PushwrightError } from '../errors/index.ts'
import { features } from '../features/index.ts'
import { quirks } from '../quirks/index.ts'
import { loadPlugins } from './plugins.ts'

/** Where the INI is, and what wins over it. */
export type ProjectOptions = Pick<LoadOptions, 'root' | 'file' | 'env' | 'overrides'>

/**
 * Loads the plugins that the INI names, and reads it.
 *
 * @returns `undefined` if there is no INI: the project is unconfigured.
 * @throws PushwrightError `ERR_CONFIG` if it is wrong.
 */
export async function readProject(options: ProjectOptions): Promise<Configuration | undefined> {
  await loadPlugins(options)
  return loadConfiguration({ ...options, ...knownNames() })
}

/** The same for those who cannot do without it. */
export async function requireProject(options: ProjectOptions): Promise<Configuration> {
  const configuration = await readProject(options)
  if (configuration !== undefined) return configuration
  throw new PushwrightError(
    'ERR_CONFIG',
    `Expected an INI at ${options.file ?? defaultFile}, there is no such file. Name another one, or write one with \`npx pushwright init\`.`,
  )
}

/** The ids that the INI may name: of this package, and of the plugins loaded so far. */
export function knownNames(): Required<Pick<LoadOptions, 'knownQuirks' | 'knownFeatures'>> {
  return { knownQuirks: quirks.map(({ id }) => id), knownFeatures: features.map(({ id }) => id) }
}
