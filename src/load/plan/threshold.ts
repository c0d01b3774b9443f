// What must hold at the end of a run: `notification.latency p99 < 500ms`, `errors < 0.1%`, `notification.received >= 1000`.
import { parseDuration } from '../../deadline/index.ts'
import { PushwrightError, quoteForMessage } from '../../errors/index.ts'

/** The figures of a latency. */
type Statistic = 'mean' | 'min' | 'max' | `p${number}`

/** One condition. */
export type Threshold = {
  /** As it was written. */
  readonly text: string
  readonly operator: '<' | '<=' | '>' | '>='
  /** Milliseconds of a latency, a share from 0 to 1, or a number. */
  readonly limit: number
} & (
  | { readonly kind: 'latency'; readonly metric: string; readonly statistic: Statistic; readonly isRaw: boolean }
  | { readonly kind: 'share' }
  | { readonly kind: 'count'; readonly metric: string }
)

const form = /^([\w.-]+)(?:\s+(raw))?(?:\s+([a-z]\w*(?:\.\d+)?))?\s*(<=|>=|<|>)\s*(\S+)$/

/**
 * Reads a threshold: `METRIC [raw] STATISTIC < DURATION` for a latency, `errors < SHARE%`, or `METRIC [count] < NUMBER`.
 *
 * A statistic is `p50`, `p99.9`, `mean`, `min` or `max`; `raw` looks at the time from the actual start instead of the intended one.
 *
 * @throws PushwrightError `ERR_OPTION` for anything else.
 */
export function parseThreshold(text: string): Threshold {
  const [, metric, raw, statistic, operator, value] = form.exec(text.trim()) ?? []
  if (metric === undefined || operator === undefined || value === undefined) throw unreadable(text)
  const common = { text: text.trim(), operator: operator as Threshold['operator'] }
  if (statistic !== undefined && statistic !== 'count') {
    const limit = /[a-z]$/.test(value) ? parseDuration(value) : undefined
    if (!isStatistic(statistic) || limit === undefined) throw unreadable(text)
    return { ...common, kind: 'latency', metric, statistic, isRaw: raw !== undefined, limit }
  }
  if (raw !== undefined) throw unreadable(text)
  const percent = /^(\d+(?:\.\d+)?)%$/.exec(value)?.[1]
  if (percent !== undefined && metric === 'errors' && statistic === undefined) {
    return { ...common, kind: 'share', limit: Number(percent) / 100 }
  }
  if (!/^\d+(\.\d+)?$/.test(value)) throw unreadable(text)
  return { ...common, kind: 'count', metric, limit: Number(value) }
}

/** Whether a value fulfils a condition. */
export function holds({ operator, limit }: Pick<Threshold, 'operator' | 'limit'>, value: number): boolean {
  switch (operator) {
    case '<':
      return value < limit
    case '<=':
      return value <= limit
    case '>':
      return value > limit
    case '>=':
      return value >= limit
  }
}

function isStatistic(text: string): text is Statistic {
  const percent = /^p(\d{1,3}(?:\.\d+)?)$/.exec(text)?.[1]
  return percent === undefined ? ['mean', 'min', 'max'].includes(text) : Number(percent) <= 100
}

function unreadable(text: string): PushwrightError {
  return new PushwrightError(
    'ERR_OPTION',
    `Expected a threshold such as "notification.latency p99 < 500ms", "errors < 0.1%" or "notification.received >= 1000", got ${quoteForMessage(text)}.`,
  )
}
