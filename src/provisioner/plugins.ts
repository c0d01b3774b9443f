// Quirks and features of somebody's own, from the modules that the INI names.
import { type ListEntry, type LoadOptions, pluginEntries } from '../config/index.ts'
import { addFeatures, type FeatureDescription } from '../features/index.ts'
import { addQuirks, type QuirkDescription } from '../quirks/index.ts'
import { importDefault, specifierOf } from './user-module.ts'

/**
 * What a module in `plugins[]` of the INI exports by default.
 *
 * @example
 * ```ts
 * import { defineQuirk, type Plugin } from 'pushwright/core'
 *
 * export default {
 *   quirks: [
 *     defineQuirk(
 *       { name: 'nightly-restart', text: 'The service restarts at 03:00 UTC.', source: 'Our runbook.' },
 *       { why: 'Connections end in the middle of a test.', notProbed: 'A probe does not wait for the night.' },
 *     ),
 *   ],
 * } satisfies Plugin
 * ```
 */
export interface Plugin {
  /** Made with `defineQuirk`; a fixture server plays those that have `overrides` or `limits`. */
  readonly quirks?: readonly QuirkDescription[]
  /** Made with `defineFeature`. */
  readonly features?: readonly FeatureDescription[]
}

/**
 * Loads the plugins that the INI names, and adds their quirks and features to those of this package.
 *
 * @throws PushwrightError `ERR_CONFIG` for a module that is not there, that fails, or that exports something else.
 */
export async function loadPlugins(options: LoadOptions): Promise<void> {
  for (const entry of pluginEntries(options)) {
    const { features, quirks } = await loadPlugin(entry, options.root)
    addFeatures(features ?? [])
    addQuirks(quirks ?? [])
  }
}

async function loadPlugin({ text: name, error }: ListEntry, root: string): Promise<Plugin> {
  const plugin = await importDefault({ what: 'plugin', name, specifier: specifierOf(name, root), error })
  if (typeof plugin !== 'object' || plugin === null) {
    throw error(`expected the default export of "${name}" to be { quirks, features }, got ${typeof plugin}.`)
  }
  for (const [list, entries] of Object.entries(plugin)) {
    const problem = problemOf(list, entries)
    if (problem !== undefined) throw error(`${problem} in the plugin "${name}".`)
  }
  return plugin as Plugin
}

const texts = ['id', 'name', 'text', 'why', 'evidence']

function problemOf(list: string, entries: unknown): string | undefined {
  if (list !== 'quirks' && list !== 'features') return `expected \`quirks\` and \`features\`, got \`${list}\``
  if (!Array.isArray(entries)) return `expected \`${list}\` to be an array`
  for (const [index, entry] of entries.entries()) {
    const lacking = texts.find((text) => typeof (entry as Record<string, unknown> | null)?.[text] !== 'string')
    if (lacking !== undefined) {
      const maker = list === 'quirks' ? 'defineQuirk' : 'defineFeature'
      return `expected ${list}[${index}] to be made with ${maker}(), it lacks \`${lacking}\``
    }
  }
  return undefined
}
