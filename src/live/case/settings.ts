// The options of a case, checked and with their defaults.
import type { Duration } from '../../deadline/index.ts'
import { readUrlOptions, type UrlSettings } from '../http/url-options.ts'
import type { AnyCase } from './case.ts'
import { readCount, readDuration, readNumber, requireName } from './read-option.ts'

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
  readonly url: UrlSettings
}

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
  const what = (key: keyof AnyCase): string => `\`${key}\` of ${name}`
  const part = (key: keyof AnyCase, value: number): number => readNumber(value, what(key), 0, 1)
  const count = (key: keyof AnyCase, value: number): number => readCount(value, what(key))
  const duration = (key: keyof AnyCase, value: Duration): number => readDuration(value, what(key))
  return {
    active: definition.active ?? true,
    probability: part('probability', definition.probability ?? 0.5),
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
      atMost: part('failureRate', failureRate.atMost),
      atLeast: count('failureRate', failureRate.atLeast ?? 10),
    },
    remindAfter: duration('remindAfter', definition.remindAfter ?? '1m'),
    maxHistory: count('maxHistory', definition.maxHistory ?? 100),
    concurrency: count('concurrency', definition.concurrency ?? caseConcurrency),
    realtimeLogs: definition.realtimeLogs ?? false,
    url: readUrlOptions(definition.url ?? {}, ` of \`url\` of ${name}`),
  }
}
