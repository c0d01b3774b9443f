// Reads `[global]` under the environment and the caller's options.

import { globalOverrides } from './environment.ts'
import { globalKeys } from './keys.ts'
import type { ScannedSection } from './scan.ts'
import { type Environment, type Override, resolveSettings } from './setting.ts'
import { Settings } from './settings.ts'
import { refuseUnknownKeys, validate } from './validate.ts'

/** The values of `[global]`. All times are milliseconds and not scaled. */
export interface GlobalSettings {
  /** The selected target. */
  readonly target?: string
  readonly timeout: number
  readonly timeoutScale: number
  readonly require: boolean
  /** Absolute. */
  readonly baseline?: string
  readonly healthTimeout: number
  readonly initialiseTimeout: number
  readonly setupTimeout: number
  readonly teardownTimeout: number
  readonly finaliseTimeout: number
}

/** What the command line or the plugin's options say; they win over everything. */
export interface Overrides {
  readonly target?: string | undefined
  /** A text such as `5s`, or milliseconds. */
  readonly timeout?: string | number | undefined
  readonly timeoutScale?: number | undefined
  readonly require?: boolean | undefined
}

/** What `[global]` is read from. */
export interface GlobalSources {
  readonly section: ScannedSection
  readonly file: string
  readonly root: string
  readonly env: Environment
  readonly overrides: Overrides
}

/**
 * The settings of `[global]`, validated.
 *
 * @param sources - The lines, the environment and the options.
 * @throws PushwrightError `ERR_CONFIG` for an unknown key or a wrong value.
 */
export function resolveGlobal({ section, file, root, env, overrides }: GlobalSources): Settings {
  refuseUnknownKeys(section, globalKeys, '[global]', file)
  const winning = new Map([...globalOverrides(env), ...optionOverrides(overrides)])
  const settings = resolveSettings(section, globalKeys, winning, env, file)
  const resolved = new Settings({ section: 'global', file, line: section.line, root, settings })
  validate(resolved, globalKeys, {})
  return resolved
}

/**
 * The values of `[global]` as plain data.
 *
 * @param settings - What {@link resolveGlobal} gave; every key with a default is set.
 * @param target - The selected target.
 */
export function globalValues(settings: Settings, target: string | undefined): GlobalSettings {
  const duration = (key: string): number => settings.duration(key) as number
  const baseline = settings.path('baseline')
  return {
    ...(target !== undefined && { target }),
    timeout: duration('timeout'),
    timeoutScale: settings.number('timeout_scale') as number,
    require: settings.boolean('require', false),
    ...(baseline !== undefined && { baseline }),
    healthTimeout: duration('health_timeout'),
    initialiseTimeout: duration('initialise_timeout'),
    setupTimeout: duration('setup_timeout'),
    teardownTimeout: duration('teardown_timeout'),
    finaliseTimeout: duration('finalise_timeout'),
  }
}

function optionOverrides({ target, timeout, timeoutScale, require }: Overrides): Map<string, Override> {
  const given = [
    ['target', 'target', target],
    ['timeout', 'timeout', typeof timeout === 'number' ? `${timeout}ms` : timeout],
    ['timeout_scale', 'timeoutScale', timeoutScale],
    ['require', 'require', require],
  ] as const
  return new Map(
    given.flatMap(([key, variable, value]) =>
      value === undefined ? [] : [[key, { source: 'option', variable, text: String(value) } satisfies Override]],
    ),
  )
}
