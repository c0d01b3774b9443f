// Puts two reports side by side.
import { totalOf } from '../metrics/index.ts'
import { formatMilliseconds, threeDigits } from './format.ts'
import { figuresOf, type LoadReport } from './load-report.ts'
import { alignColumns } from './table.ts'

/** One figure in two reports; `undefined` where it was not measured. */
export interface ComparedFigure {
  /** Such as `notification.latency p99`. */
  readonly name: string
  readonly unit: 'ms' | '/s' | '%'
  readonly before: number | undefined
  readonly after: number | undefined
}

/** The figures of two reports, the first one's order first. */
export function compareReports(before: LoadReport, after: LoadReport): ComparedFigure[] {
  const [one, other] = [figures(before), figures(after)]
  const names = new Set([...one.keys(), ...other.keys()])
  return [...names].map((name) => ({
    name,
    unit: one.get(name)?.unit ?? other.get(name)?.unit ?? 'ms',
    before: one.get(name)?.value,
    after: other.get(name)?.value,
  }))
}

/** The comparison as a table, with what differs that should not, ending with a line break. */
export function formatComparison(before: LoadReport, after: LoadReport): string {
  const rows = comparisonRows(before, after)
  const notes = differences(before, after)
  return `${[...alignColumns([['', 'before', 'after', 'change'], ...rows]), ...notes.map((note) => `note: ${note}`)].join('\n')}\n`
}

/** Name, before, after and change of each figure, as text. */
export function comparisonRows(before: LoadReport, after: LoadReport): string[][] {
  return compareReports(before, after).map(({ name, unit, before: one, after: other }) => [
    name,
    show(one, unit),
    show(other, unit),
    change(one, other),
  ])
}

type Figure = Pick<ComparedFigure, 'unit'> & { readonly value: number }

function figures({ metrics, duration }: LoadReport): Map<string, Figure> {
  const { passed, failed } = totalOf(metrics)
  const seconds = Math.max(0.001, duration / 1000)
  const found = new Map<string, Figure>([
    ['scenarios', { unit: '/s', value: (passed + failed) / seconds }],
    ['notifications', { unit: '/s', value: (metrics.counters['notification.received'] ?? 0) / seconds }],
  ])
  if (passed + failed > 0) found.set('errors', { unit: '%', value: (failed / (passed + failed)) * 100 })
  for (const [name, { corrected }] of Object.entries(metrics.latencies)) {
    const { p50, p99, max } = figuresOf(corrected)
    for (const [figure, value] of Object.entries({ p50, p99, max })) {
      found.set(`${name} ${figure}`, { unit: 'ms', value })
    }
  }
  return found
}

/** Why the figures may differ beside the service. */
export function differences(before: LoadReport, after: LoadReport): string[] {
  const aspects: [name: string, of: (report: LoadReport) => string][] = [
    ['plan', ({ plan }) => JSON.stringify(plan.steps)],
    ['payloads', ({ payloads }) => payloads],
    ['processes', ({ shards }) => String(shards.length)],
    ['processor', ({ environment }) => `${environment.processor} x ${environment.cores}`],
    ['version of Node', ({ environment }) => environment.node],
  ]
  const different = aspects.filter(([, of]) => of(before) !== of(after)).map(([name]) => name)
  const warned = [before, after].flatMap(({ warnings }, index) =>
    warnings.map((warning) => `${index === 0 ? 'Before' : 'After'}: ${warning}`),
  )
  return [...(different.length === 0 ? [] : [`The runs differ in: ${different.join(', ')}.`]), ...warned]
}

function show(value: number | undefined, unit: ComparedFigure['unit']): string {
  if (value === undefined) return '-'
  return unit === 'ms' ? formatMilliseconds(value) : `${threeDigits(value)}${unit}`
}

/** By how much a figure has changed; nothing if that cannot be said. */
function change(before: number | undefined, after: number | undefined): string {
  if (before === undefined || after === undefined || before === 0) return ''
  const percent = (after / before - 1) * 100
  return `${percent < 0 ? '' : '+'}${percent.toFixed(1)} %`
}
