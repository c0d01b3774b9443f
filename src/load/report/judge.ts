// Holds a threshold against what was measured.
import { counterNames, Histogram, type MetricsRecord, runNames, totalOf } from '../metrics/index.ts'
import { holds, type Threshold } from '../plan/index.ts'
import { formatMilliseconds } from './format.ts'

/** How a threshold came out. */
export interface ThresholdResult {
  /** As it was written. */
  readonly text: string
  readonly holds: boolean
  /** What was measured, such as `12.3ms`. */
  readonly actual: string
}

/** Judges one threshold. What was never measured holds nothing. */
export function judge(threshold: Threshold, metrics: MetricsRecord): ThresholdResult {
  const { text } = threshold
  const measured = measure(threshold, metrics)
  if (measured === undefined) return { text, holds: false, actual: 'nothing measured' }
  return { text, holds: holds(threshold, measured), actual: show(threshold, measured) }
}

function measure(threshold: Threshold, metrics: MetricsRecord): number | undefined {
  switch (threshold.kind) {
    case 'latency':
      return figure(threshold, metrics)
    case 'share': {
      const { passed, failed } = totalOf(metrics)
      return passed + failed === 0 ? undefined : failed / (passed + failed)
    }
    case 'count':
      return countOf(threshold.metric, metrics)
  }
}

function figure(threshold: Extract<Threshold, { kind: 'latency' }>, metrics: MetricsRecord): number | undefined {
  const { metric, statistic, isRaw } = threshold
  const latency = metrics.latencies[metric]
  if (latency === undefined) return undefined
  const histogram = Histogram.from(isRaw ? latency.raw : latency.corrected)
  switch (statistic) {
    case 'mean':
    case 'min':
    case 'max':
      return histogram[statistic]
    default:
      return histogram.percentile(Number(statistic.slice(1)))
  }
}

function countOf(metric: string, metrics: MetricsRecord): number | undefined {
  const { started, passed, failed, aborted } = totalOf(metrics)
  const counts: Record<string, number> = {
    // Known counters that nothing has counted are 0; any other name is a mistake.
    ...Object.fromEntries(Object.values(counterNames).map((name) => [name, 0])),
    ...metrics.counters,
    [runNames.started]: started,
    [runNames.passed]: passed,
    [runNames.failed]: failed,
    [runNames.aborted]: aborted,
    [runNames.errors]: metrics.errors.reduce((sum, { count }) => sum + count, 0),
  }
  return counts[metric]
}

function show({ kind }: Threshold, measured: number): string {
  if (kind === 'latency') return formatMilliseconds(measured)
  return kind === 'share' ? `${Math.round(measured * 1e5) / 1e3}%` : String(measured)
}
