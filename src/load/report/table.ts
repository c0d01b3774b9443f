// A report as text for the terminal.
import { formatDuration } from '../../deadline/index.ts'
import { totalOf } from '../metrics/index.ts'
import { formatBytes, formatCount, formatMilliseconds, threeDigits } from './format.ts'
import { figuresOf, type LoadReport } from './load-report.ts'

/** The whole report, ending with a line break. */
export function formatReport(report: LoadReport): string {
  const { metrics, thresholds, warnings, shards } = report
  const lost = shards.filter(({ state, message }) => state === 'lost' || message !== undefined)
  const sections = [
    [heading(report)],
    latencyTable(report),
    scenarioTable(report),
    [throughput(report)],
    titled(
      'errors',
      metrics.errors.map(({ kind, count, example }) => `${formatCount(count)} x ${kind}: ${example}`),
    ),
    titled(
      'shards',
      lost.map(({ index, by, state, message }) => `${index + 1} ${state}, ${by}: ${message ?? ''}`),
    ),
    titled(
      'thresholds',
      thresholds.map(({ text, holds, actual }) => `${holds ? 'ok  ' : 'FAIL'} ${text} (${actual})`),
    ),
    titled('warnings', warnings),
    [report.passed ? 'passed' : 'FAILED'],
  ]
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

/** Columns as wide as they need to be: the first to the left, the others to the right. */
export function alignColumns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  )
}

function heading({ plan, target, duration, shards, payloads }: LoadReport): string {
  const processes = shards.length === 1 ? 'one process' : `${shards.length} processes`
  return `${plan.name} at ${target}: ${formatDuration(duration)}, ${processes}, ${payloads} payloads`
}

function latencyTable({ metrics }: LoadReport): string[] {
  const rows = Object.entries(metrics.latencies).map(([name, { corrected, raw }]) => {
    const { mean, p50, p90, p99, p999, max } = figuresOf(corrected)
    const figures = [mean, p50, p90, p99, p999, max, figuresOf(raw).p99]
    return [name, formatCount(corrected.count), ...figures.map(formatMilliseconds)]
  })
  if (rows.length === 0) return []
  return alignColumns([['latency', 'count', 'mean', 'p50', 'p90', 'p99', 'p99.9', 'max', 'p99 raw'], ...rows])
}

function scenarioTable({ metrics }: LoadReport): string[] {
  const rows = Object.entries(metrics.scenarios).map(([name, { started, passed, failed, aborted }]) => [
    name,
    ...[started, passed, failed, aborted].map(formatCount),
  ])
  return alignColumns([['scenario', 'started', 'passed', 'failed', 'aborted'], ...rows])
}

function throughput({ metrics, duration }: LoadReport): string {
  const rate = (count: number | undefined): string => threeDigits((count ?? 0) / Math.max(0.001, duration / 1000))
  const { counters } = metrics
  const bytes = (name: string): string => formatBytes(counters[name] ?? 0)
  const peak = Math.max(...metrics.timeline.slices.map(({ active }) => active))
  const { passed, failed } = totalOf(metrics)
  return [
    `${rate(passed + failed)} scenarios/s`,
    `${rate(counters['notification.received'])} notifications/s`,
    `${bytes('bytes.sent')} sent`,
    `${bytes('bytes.received')} received`,
    `at most ${formatCount(peak)} clients`,
  ].join(', ')
}

function titled(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)]
}
