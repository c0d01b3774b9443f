// Finds the settings that `PUSHWRIGHT_*` environment variables override.

import { didYouMean, nearest } from '../errors/index.ts'
import type { KeyDescription } from './key-description.ts'
import { globalKeys, variableOf } from './keys.ts'
import { configError } from './origin.ts'
import type { Environment, Override } from './setting.ts'

/** An environment variable that is no key of the INI. */
export interface VariableDescription {
  readonly name: string
  /** What it does, in one sentence. */
  readonly text: string
}

/** `PUSHWRIGHT_*` variables that are no keys: the path of the INI, and what the Vitest plugin and the browsers read. */
export const otherVariables: readonly VariableDescription[] = [
  { name: 'PUSHWRIGHT_CONFIG', text: 'The INI, instead of `.local/e2etest.ini`.' },
  { name: 'PUSHWRIGHT_RECORD', text: 'A file that keeps the transcripts of all tests, for `pushwright transcript`.' },
  { name: 'PUSHWRIGHT_SECRETS', text: 'With `true`, transcripts show payloads, keys and endpoint tokens.' },
  { name: 'PUSHWRIGHT_MATRIX', text: 'Set by `pushwright matrix`: the targets that are run, as JSON.' },
  { name: 'PUSHWRIGHT_CONTROL_TOKEN', text: 'The token of the control API of `pushwright serve`.' },
  { name: 'PUSHWRIGHT_FIREFOX', text: 'The Firefox to start: a path, or a name on the PATH.' },
  { name: 'PUSHWRIGHT_CHROMIUM', text: 'The Chromium to start: a path, or a name on the PATH.' },
]

/** The environment's overrides, each by the key it overrides. */
export interface EnvironmentOverrides {
  readonly global: ReadonlyMap<string, Override>
  /** Of the selected target alone. */
  readonly target: ReadonlyMap<string, Override>
}

/** What the variables are matched with. */
export interface EnvironmentScope {
  readonly env: Environment
  /** The keys of the selected target; any key is accepted when absent. */
  readonly keys: readonly KeyDescription[] | undefined
  /** Whose keys they are, for the message. */
  readonly provisioner: string
  /** Variables of `PUSHWRIGHT_*` that others read. */
  readonly knownVariables: readonly string[]
  readonly file: string
}

/**
 * The overrides of `[global]` keys. A variable that is set but empty, as a CI system leaves it, counts as not set.
 *
 * @param env - The environment.
 */
export function globalOverrides(env: Environment): Map<string, Override> {
  return new Map(globalKeys.flatMap(({ name }) => overrideOf(name, env)))
}

/**
 * The overrides of the selected target's keys.
 *
 * @param scope - The variables and the keys there are.
 * @throws PushwrightError `ERR_CONFIG` for a `PUSHWRIGHT_*` variable that is none of them.
 */
export function targetOverrides({
  env,
  keys,
  provisioner,
  knownVariables,
  file,
}: EnvironmentScope): Map<string, Override> {
  const shared = [
    ...globalKeys.map(({ name }) => variableOf(name)),
    ...otherVariables.map(({ name }) => name),
    ...knownVariables,
  ]
  const overrides = new Map<string, Override>()
  for (const variable of pushwrightVariables(env)) {
    if (shared.includes(variable)) continue
    const key = keys
      ? keys.find(({ name }) => variableOf(name) === variable)?.name
      : variable.slice('PUSHWRIGHT_'.length).toLowerCase()
    if (key === undefined) {
      const suggestion = nearestVariable(variable, [...shared, ...(keys ?? []).map(({ name }) => variableOf(name))])
      const place = { source: 'environment', file, variable } as const
      throw configError(
        place,
        `neither [global] nor the provisioner ${provisioner} has such a key${didYouMean(suggestion)}`,
      )
    }
    overrides.set(key, { source: 'environment', variable, text: env[variable] as string })
  }
  return overrides
}

/** The override of one key by its variable, as the entry of a map: one, or none. */
export function overrideOf(key: string, env: Environment): [string, Override][] {
  const variable = variableOf(key)
  const text = Object.hasOwn(env, variable) ? env[variable]?.trim() : undefined
  return text ? [[key, { source: 'environment', variable, text }]] : []
}

/** The prefix is left out of the comparison: with it, any two short names are near. */
function nearestVariable(variable: string, candidates: readonly string[]): string | undefined {
  const bare = (name: string): string => name.slice('PUSHWRIGHT_'.length)
  const suggestion = nearest(bare(variable), candidates.map(bare))
  return suggestion && `PUSHWRIGHT_${suggestion}`
}

function pushwrightVariables(env: Environment): string[] {
  return Object.keys(env).filter((name) => /^PUSHWRIGHT_./.test(name) && env[name]?.trim())
}
