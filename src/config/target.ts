// Reads the section of one target.

import { didYouMean, nearest, quoteForMessage } from '../errors/index.ts'
import type { KeyDescription } from './key-description.ts'
import { keysOf, targetKeys } from './keys.ts'
import { configError } from './origin.ts'
import { provisionerKeys as builtIn } from './provisioner-keys.ts'
import type { ScannedSection } from './scan.ts'
import { type Environment, type Override, resolveSettings } from './setting.ts'
import { Settings } from './settings.ts'
import { type TargetData, TargetSettings } from './target-settings.ts'
import { type KnownIdentifiers, refuseMissingKeys, refuseUnknownKeys, validate } from './validate.ts'

/** What a target is read from. */
export interface TargetSources {
  readonly section: ScannedSection
  readonly file: string
  readonly root: string
  readonly global: Settings
  /** Absent to check a target that is not selected: values that need a variable, and keys that are missing, are let pass. */
  readonly env: Environment | undefined
  /** What the environment says about the target's keys. */
  readonly overrides: ReadonlyMap<string, Override>
  readonly known: KnownIdentifiers
  readonly provisionerKeys: (provisioner: string) => readonly KeyDescription[] | undefined
}

/** A provisioner and the keys that its targets may have; `undefined` when any key may be its own. */
export interface ProvisionerChoice {
  readonly name: string
  readonly keys: readonly KeyDescription[] | undefined
}

/**
 * The settings of a target, validated.
 *
 * @param sources - The lines and what overrides them.
 * @throws PushwrightError `ERR_CONFIG` for an unknown key or provisioner, a wrong value, or a key that is missing.
 */
export function resolveTarget(sources: TargetSources): TargetSettings {
  const { section, file, root, env, overrides, global } = sources
  const { name: provisioner, keys } = provisionerOf(sources)
  if (keys) refuseUnknownKeys(section, keys, `the provisioner ${provisioner}`, file)
  const described = keys ?? targetKeys
  const settings = resolveSettings(section, described, overrides, env, file)
  const data: Omit<TargetData, 'timeout'> = {
    section: section.name,
    file,
    line: section.line,
    root,
    settings,
    provisioner,
    known: described.map((description) => description.name),
  }
  const resolved = new Settings(data)
  validate(resolved, described, sources.known)
  if (env) refuseMissingKeys(resolved, described)
  return new TargetSettings({ ...data, timeout: timeoutOf(resolved, global) })
}

/**
 * The provisioner of a target: what the key says, or else the section's own name.
 *
 * @param sources - The lines and what overrides them.
 * @throws PushwrightError `ERR_CONFIG` when the name is nearly that of a built-in provisioner.
 */
export function provisionerOf({
  section,
  file,
  root,
  env,
  overrides,
  provisionerKeys,
}: TargetSources): ProvisionerChoice {
  const description = targetKeys.filter((key) => key.name === 'provisioner')
  const keys = new Map(Array.from(section.keys).filter(([key]) => key === 'provisioner'))
  const only = new Map(Array.from(overrides).filter(([key]) => key === 'provisioner'))
  const settings = resolveSettings({ ...section, keys }, description, only, env, file)
  const own = new Settings({ section: section.name, file, line: section.line, root, settings })
  const written = own.has('provisioner')
  const name = written ? own.required('provisioner') : section.name
  if (builtIn.has(name)) return { name, keys: keysOf(name) }
  const described = provisionerKeys(name)
  if (described) return { name, keys: keysOf(name, described) }
  const suggestion = misspelled(name, written ? [...builtIn.keys()] : [...builtIn.keys(), 'global'])
  if (suggestion === undefined) return { name, keys: undefined }
  const shown = quoteForMessage(name)
  if (written) throw own.error('provisioner', `unknown provisioner ${shown}${didYouMean(suggestion)}`)
  const place = { file, line: section.line, section: section.name }
  throw configError(
    place,
    `${shown} is no built-in provisioner and there is no \`provisioner = ...\` here${didYouMean(suggestion)}`,
  )
}

/** A path or a scoped package is never a slip, nor is a name that adds a word, such as `my-production`. */
function misspelled(name: string, candidates: readonly string[]): string | undefined {
  if (!/^[\w-]+$/.test(name)) return undefined
  return nearest(
    name,
    candidates.filter((candidate) => Math.abs(candidate.length - name.length) <= 2),
  )
}

/** An option and the environment speak about every target; the file's target is more particular than its `[global]`. */
function timeoutOf(settings: Settings, global: Settings): number {
  const { source } = global.origin('timeout')
  const own = source === 'option' || source === 'environment' ? undefined : settings.duration('timeout')
  return own ?? (global.duration('timeout') as number)
}
