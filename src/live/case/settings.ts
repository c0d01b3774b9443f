// The options of a case, checked and with their defaults.
import { type Duration, parseDuration } from '../../deadline/index.ts'
import { PushwrightError } from '../../errors/index.ts'
import type { UrlRequestOptions } from '../http/url-request.ts'
import type { AnyCase } from './case.ts'

/** All durations are milliseconds. */
export interface CaseSettings {
  readonly active: boolean
  readonly probability: number
  readonly frequency: number | undefined
  readonly testExpires: number
  readonly timeout: number
  readonly warnStalledAfter: number
  readonly maxConsecutiveFailures: number
  readonly failureRate: { readonly window: number; readonly atMost: number; readonly atLeast: number } | undefined
  readonly remindAfter: number
  readonly maxHistory: number
  readonly concurrency: number
  readonly realtimeLogs: boolean
  readonly url: UrlRequestOptions
}

/** Names become parts of subjects and of metrics. */
const namePattern = /^[\w-]{1,64}$/

/** What a live check says about all of its cases. */
export interface CommonSettings {
  /** Of cases that do not say. Default 100. */
  readonly caseConcurrency?: number
  /** Instead of what cases say. */
  readonly frequency?: Duration
  /** The shortest that may be. */
  readonly leastFrequency?: Duration
}

/**
 * Reads the options of a case.
 *
 * @throws PushwrightError `ERR_OPTION` that names the case and the option.
 */
export function readCase(definition: AnyCase, common: CommonSettings): CaseSettings {
  const { name, signals = {}, failureRate } = definition
  const { caseConcurrency = 100, leastFrequency = 1 } = common
  const frequency = common.frequency ?? definition.frequency
  requireName(name, 'the name of a case')
  for (const signal of Object.keys(signals)) requireName(signal, `the name of a signal of ${name}`)
  const number = (key: keyof AnyCase, value: number, least: number, most: number, whole: boolean): number => {
    if (value >= least && value <= most && (!whole || Number.isInteger(value))) return value
    const kind = whole ? 'a whole number' : 'a number'
    throw new PushwrightError(
      'ERR_OPTION',
      `Expected \`${key}\` of ${name} to be ${kind} from ${least} to ${most}, got ${value}.`,
    )
  }
  const count = (key: keyof AnyCase, value: number): number => number(key, value, 1, 1_000_000, true)
  const duration = (key: keyof AnyCase, value: Duration): number => readDuration(value, `\`${key}\` of ${name}`)
  return {
    active: definition.active ?? true,
    probability: number('probability', definition.probability ?? 0.5, 0, 1, false),
    frequency:
      frequency === undefined
        ? undefined
        : Math.max(duration('frequency', frequency), readDuration(leastFrequency, '`leastFrequency`')),
    testExpires: duration('testExpires', definition.testExpires ?? '180m'),
    timeout: duration('timeout', definition.timeout ?? '5m'),
    warnStalledAfter: duration('warnStalledAfter', definition.warnStalledAfter ?? '30m'),
    maxConsecutiveFailures: count('maxConsecutiveFailures', definition.maxConsecutiveFailures ?? 3),
    failureRate: failureRate && {
      window: duration('failureRate', failureRate.window ?? '5m'),
      atMost: number('failureRate', failureRate.atMost, 0, 1, false),
      atLeast: count('failureRate', failureRate.atLeast ?? 10),
    },
    remindAfter: duration('remindAfter', definition.remindAfter ?? '1m'),
    maxHistory: count('maxHistory', definition.maxHistory ?? 100),
    concurrency: count('concurrency', definition.concurrency ?? caseConcurrency),
    realtimeLogs: definition.realtimeLogs ?? false,
    url: definition.url ?? {},
  }
}

/**
 * Gives a name back if it can be one.
 *
 * @throws PushwrightError `ERR_OPTION`.
 */
export function requireName(name: string, what: string): string {
  if (namePattern.test(name)) return name
  throw new PushwrightError(
    'ERR_OPTION',
    `Expected ${what} to be 1 to 64 letters, digits, - and _, got ${JSON.stringify(name)}.`,
  )
}

/**
 * Milliseconds of a duration above 0.
 *
 * @throws PushwrightError `ERR_OPTION`.
 */
export function readDuration(value: Duration, what: string): number {
  const milliseconds = parseDuration(value)
  if (milliseconds !== undefined && milliseconds > 0) return milliseconds
  throw new PushwrightError(
    'ERR_OPTION',
    `Expected ${what} to be a duration above 0 such as 500ms, 5s or 2m, got ${value}.`,
  )
}
