// Puts the text of an INI, the environment and the caller's options together.

import { didYouMean, nearest, type PushwrightError } from '../errors/index.ts'
import { overrideOf, targetOverrides } from './environment.ts'
import { type GlobalSettings, globalValues, type Overrides, resolveGlobal } from './global-settings.ts'
import type { KeyDescription } from './key-description.ts'
import { configError } from './origin.ts'
import { type ScannedSection, scan } from './scan.ts'
import type { Environment } from './setting.ts'
import type { Settings } from './settings.ts'
import { provisionerOf, resolveTarget, type TargetSources } from './target.ts'
import type { TargetSettings } from './target-settings.ts'
import { knownIdentifiers } from './validate.ts'

/** A validated INI. */
export interface Configuration {
  /** The INI, as messages name it. */
  readonly file: string
  /** The project root, which paths are relative to. */
  readonly root: string
  readonly global: GlobalSettings
  /** The names of all targets, in the order of the file. */
  readonly targets: readonly string[]
  /**
   * The settings of a target.
   *
   * @param name - The selected target when absent. The environment overrides the keys of the selected target alone.
   * @throws PushwrightError `ERR_CONFIG` when there is no such target, or it lacks a key or a variable.
   */
  target(name?: string): TargetSettings
}

/** What {@link parseConfiguration} needs beside the text. */
export interface ParseOptions {
  /** What messages call the INI, such as `.local/e2etest.ini`. */
  readonly file: string
  /** The directory that paths are relative to. */
  readonly root: string
  /** The environment; empty when absent. */
  readonly env?: Environment
  /** What the command line or the plugin's options say. */
  readonly overrides?: Overrides
  /** The quirks there are, as URIs or bare names; any is accepted when absent. */
  readonly knownQuirks?: Iterable<string>
  /** The features there are, as URIs or bare names; any is accepted when absent. */
  readonly knownFeatures?: Iterable<string>
  /** `PUSHWRIGHT_*` variables that others read. */
  readonly knownVariables?: Iterable<string>
  /** The own keys of a provisioner that is not built in; `undefined` leaves unknown keys to its `configure()`. */
  readonly provisionerKeys?: (provisioner: string) => readonly KeyDescription[] | undefined
}

/**
 * Reads the text of an INI. Keys, types, quirks and features of every target are checked; what a target lacks, and variables that its
 * values need, are checked for the selected one.
 *
 * @param text - The whole file.
 * @param options - How to read it.
 * @throws PushwrightError `ERR_CONFIG` for the first thing that is wrong.
 *
 * @example
 * ```ts
 * const configuration = parseConfiguration('[fixture-server]\nquirks[] = topic-not-replaced', { file: 'e2etest.ini', root: '.' })
 * configuration.target().quirks // ['urn:pushwright:quirk:topic-not-replaced']
 * ```
 */
export function parseConfiguration(text: string, options: ParseOptions): Configuration {
  const { file, root, env = {}, overrides = {}, provisionerKeys = () => undefined } = options
  const sections = scan(text, file)
  const section = sections.get('global') ?? { name: 'global', line: 0, keys: new Map() }
  sections.delete('global')
  const global = resolveGlobal({ section, file, root, env, overrides })
  const shared = {
    file,
    root,
    global,
    provisionerKeys,
    known: knownIdentifiers(options.knownQuirks, options.knownFeatures),
  }
  for (const target of sections.values())
    provisionerOf({ ...shared, section: target, env: undefined, overrides: new Map() })
  const selected = selectTarget(sections, global)
  const knownVariables = Array.from(options.knownVariables ?? [])

  const sourcesOf = (target: ScannedSection): TargetSources => {
    const plain: TargetSources = { ...shared, section: target, env, overrides: new Map() }
    if (target !== selected) return plain
    const { name: provisioner, keys } = provisionerOf({ ...plain, overrides: new Map(overrideOf('provisioner', env)) })
    return { ...plain, overrides: targetOverrides({ env, keys, provisioner, knownVariables, file }) }
  }
  const settingsOf = (name: string): TargetSettings =>
    resolveTarget(sourcesOf(findTarget(name, sections, (message) => configError({ file }, message))))

  for (const target of sections.values())
    if (target !== selected) resolveTarget({ ...sourcesOf(target), env: undefined })
  const settings = settingsOf(selected.name)
  return {
    file,
    root,
    global: globalValues(global, selected.name),
    targets: Array.from(sections.keys()),
    target: (name) => (name === undefined || name === selected.name ? settings : settingsOf(name)),
  }
}

/**
 * The names of the targets in an INI, also when none is selected.
 *
 * @param text - The whole file.
 * @param file - What messages call it.
 * @throws PushwrightError `ERR_CONFIG` when a line cannot be read.
 */
export function listTargets(text: string, file: string): string[] {
  return Array.from(scan(text, file).keys()).filter((name) => name !== 'global')
}

function selectTarget(sections: ReadonlyMap<string, ScannedSection>, global: Settings): ScannedSection {
  const name = global.string('target')
  if (name !== undefined) {
    return findTarget(name, sections, (message) => global.error('target', message))
  }
  const [only, ...others] = sections.values()
  if (only && others.length === 0) return only
  const { file } = global.origin('target')
  if (!only) throw configError({ file }, 'there is no target; add a section such as [fixture-server].')
  const names = Array.from(sections.keys()).join(', ')
  throw configError(
    { file },
    `there are several targets (${names}); choose one with \`target = ${only.name}\` under [global] or PUSHWRIGHT_TARGET.`,
  )
}

function findTarget(
  name: string,
  sections: ReadonlyMap<string, ScannedSection>,
  error: (message: string) => PushwrightError,
): ScannedSection {
  const section = sections.get(name)
  if (section) return section
  const names = Array.from(sections.keys())
  const list = names.length === 0 ? 'There are no targets.' : `The targets are: ${names.join(', ')}.`
  throw error(`there is no section [${printableName(name)}]${didYouMean(nearest(name, names))} ${list}`)
}

function printableName(name: string): string {
  return JSON.stringify(name.slice(0, 80)).slice(1, -1)
}
