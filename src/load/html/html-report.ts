// A report as one page that needs nothing else: tables, charts over time, percentile curves.
import { formatDuration } from '../../deadline/index.ts'
import { escapeHtml } from '../../report/html/index.ts'
import { Histogram, type SliceRecord } from '../metrics/index.ts'
import { comparisonRows, differences } from '../report/compare.ts'
import { formatCount, formatMilliseconds, threeDigits } from '../report/format.ts'
import { figuresOf, type LoadReport } from '../report/load-report.ts'
import { chart, type Series } from './chart.ts'
import { style } from './style.ts'

/**
 * The page.
 *
 * @param before - An earlier report to compare it with.
 */
export function htmlReport(report: LoadReport, before?: LoadReport): string {
  const { plan } = report
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(plan.name)}: load report</title>
<style>${style}</style>
</head>
<body>
<main>
${[
  heading(report),
  before === undefined ? '' : comparison(before, report),
  thresholds(report),
  latencies(report),
  overTime(report),
  percentileCurves(report),
  scenarios(report),
  errors(report),
  environment(report),
].join('\n')}
</main>
</body>
</html>
`
}

function heading({ plan, target, startedAt, duration, payloads, passed, warnings }: LoadReport): string {
  return `<h1>${escapeHtml(plan.name)} <span class="${passed ? 'good' : 'bad'}">${passed ? 'passed' : 'failed'}</span></h1>
<p class="muted">${escapeHtml(`${target}, ${startedAt}, ${formatDuration(duration)}, ${payloads} payloads`)}</p>
${warnings.map((warning) => `<p class="bad">${escapeHtml(warning)}</p>`).join('')}`
}

function comparison(before: LoadReport, after: LoadReport): string {
  const notes = differences(before, after).map((note) => `<p class="muted">${escapeHtml(note)}</p>`)
  const figures = table(['figure', 'before', 'after', 'change'], comparisonRows(before, after))
  return section(`Compared with ${before.startedAt}`, `${notes.join('')}${figures}`)
}

function thresholds({ thresholds: results }: LoadReport): string {
  const rows = results.map(({ text, holds, actual }) => [text, actual, holds ? 'holds' : 'does not hold'])
  return rows.length === 0 ? '' : section('Thresholds', table(['threshold', 'measured', 'result'], rows))
}

function latencies({ metrics }: LoadReport): string {
  const rows = Object.entries(metrics.latencies).map(([name, { corrected, raw }]) => {
    const { mean, p50, p90, p99, p999, max } = figuresOf(corrected)
    const uncorrected = figuresOf(raw)
    const figures = [mean, p50, p90, p99, p999, max, uncorrected.p50, uncorrected.p99]
    return [name, formatCount(corrected.count), ...figures.map(formatMilliseconds)]
  })
  const head = ['latency', 'count', 'mean', 'p50', 'p90', 'p99', 'p99.9', 'max', 'raw p50', 'raw p99']
  const note = '<p class="muted">Measured from the intended start on; raw figures from the actual start.</p>'
  return rows.length === 0 ? '' : section('Latency', table(head, rows) + note)
}

function overTime({ metrics: { timeline } }: LoadReport): string {
  const { width, slices } = timeline
  const over = (name: string, value: (slice: SliceRecord) => number | undefined): Series => ({
    name,
    points: slices.map((slice, index) => ({ x: index * width, y: value(slice) })),
  })
  const perSecond = (count: number): number => count / (width / 1000)
  const watched = ['notification.latency', 'post.latency', 'connect.latency'].find((name) =>
    slices.some((slice) => slice.latencies[name] !== undefined),
  )
  const percentile = (percent: number) => (slice: SliceRecord) => {
    const record = watched === undefined ? undefined : slice.latencies[watched]
    return record === undefined ? undefined : Histogram.from(record).percentile(percent)
  }
  const formatX = formatDuration
  const charts = [
    chart({
      title: 'In a second',
      series: [
        over('scenarios begun', ({ started }) => perSecond(started)),
        over('notifications', ({ received }) => perSecond(received)),
        over('errors', (slice) => perSecond(slice.errors)),
      ],
      formatX,
      formatY: threeDigits,
    }),
    chart({
      title: watched ?? 'Latency',
      series: [over('p50', percentile(50)), over('p90', percentile(90)), over('p99', percentile(99))],
      formatX,
      formatY: formatMilliseconds,
    }),
    chart({ title: 'Clients', series: [over('connected', ({ active }) => active)], formatX, formatY: formatCount }),
    chart({
      title: 'The generator, percent',
      series: [over('event loop busy', ({ loopUse }) => loopUse * 100), over('processor', ({ cpu }) => cpu * 100)],
      formatX,
      formatY: threeDigits,
    }),
  ]
  return section('Over time', charts.join('\n'))
}

function percentileCurves({ metrics }: LoadReport): string {
  // Evenly spaced in the number of nines, so that the tail can be seen.
  const nines = Array.from({ length: 41 }, (_, index) => index / 10)
  const percentOf = (x: number): number => 100 * (1 - 10 ** -x)
  const curve = (name: string, histogram: Histogram): Series => ({
    name,
    points: nines.map((x) => ({ x, y: histogram.percentile(percentOf(x)) })),
  })
  const charts = Object.entries(metrics.latencies)
    .filter(([name]) => ['notification.latency', 'post.latency', 'connect.latency'].includes(name))
    .map(([title, { corrected, raw }]) =>
      chart({
        title,
        series: [curve('corrected', Histogram.from(corrected)), curve('raw', Histogram.from(raw))],
        marksX: [0, 1, 2, 3, 4],
        formatX: (x) => `${Number(percentOf(x).toFixed(2))}%`,
        formatY: formatMilliseconds,
      }),
    )
  return charts.length === 0 ? '' : section('Percentiles', charts.join('\n'))
}

function scenarios({ metrics }: LoadReport): string {
  const rows = Object.entries(metrics.scenarios).map(([name, { started, passed, failed, aborted }]) => [
    name,
    ...[started, passed, failed, aborted].map(formatCount),
  ])
  const counters = Object.entries(metrics.counters).map(([name, count]) => [name, formatCount(count)])
  return (
    section('Scenarios', table(['scenario', 'started', 'passed', 'failed', 'aborted'], rows)) +
    section('Counters', table(['counter', 'count'], counters))
  )
}

function errors({ metrics }: LoadReport): string {
  const rows = metrics.errors.map(({ kind, count, example }) => [kind, formatCount(count), example])
  return rows.length === 0 ? '' : section('Errors', table(['kind', 'count', 'example'], rows))
}

function environment({ environment: machine, shards, plan }: LoadReport): string {
  const rows = [
    ['Node', machine.node],
    ['platform', machine.platform],
    ['processor', `${machine.processor} x ${machine.cores}`],
    ...shards.map(({ index, by, state, message }) => [`shard ${index + 1}`, `${state}, ${by} ${message ?? ''}`]),
    ['plan', JSON.stringify(plan.steps)],
  ]
  return section('Environment', table(['fact', 'value'], rows))
}

function section(title: string, content: string): string {
  return `<section><h2>${escapeHtml(title)}</h2>${content}</section>`
}

/** A wide table scrolls by itself, with the keyboard too. Each row is named by its first cell. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => `<td${text.length > 40 ? ' class="text"' : ''}>${escapeHtml(text)}</td>`
  const row = ([name = '', ...texts]: readonly string[]): string =>
    `<tr><th scope="row">${escapeHtml(name)}</th>${texts.map(cell).join('')}</tr>`
  const label = `Table: ${head.join(', ')}`
  return `<div class="scroll" tabindex="0" role="region" aria-label="${escapeHtml(label)}"><table><thead><tr>${head.map((text) => `<th scope="col">${escapeHtml(text)}</th>`).join('')}</tr></thead>
<tbody>${rows.map(row).join('\n')}</tbody></table></div>`
}
