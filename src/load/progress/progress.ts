// What a plan does right now, for those who watch: one line that changes on a terminal, a line every few seconds elsewhere.
import { formatDuration } from '../../deadline/index.ts'
import { Histogram, type MetricsRecord, totalOf } from '../metrics/index.ts'
import { formatCount, formatMilliseconds, threeDigits } from '../report/format.ts'
import { sparkline } from './sparkline.ts'

/** Where to write. */
export interface ProgressOutput {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

/** Seconds between two lines where nothing can be overwritten. */
const every = 5

/** The latency that tells most of the service, the first that there is. */
const watched = ['notification.latency', 'post.latency', 'register.latency', 'connect.latency']

/** Shows the course of a run. */
export class Progress {
  readonly #output: ProgressOutput
  #shown = 0

  constructor(output: ProgressOutput) {
    this.#output = output
  }

  /** Shows what was measured so far. Called about every second. */
  show(soFar: MetricsRecord): void {
    this.#shown++
    const line = progressLine(soFar)
    if (this.#output.isTTY === true) this.#output.write(`\r\u001b[2K${line.slice(0, (this.#output.columns ?? 80) - 1)}`)
    else if (this.#shown % every === 1) this.#output.write(`${line}\n`)
  }

  /** Leaves the line. */
  end(): void {
    if (this.#output.isTTY === true && this.#shown > 0) this.#output.write('\r\u001b[2K')
  }
}

/** The last slices in one line: time, rate, clients, latency, errors, and how the rate has developed. */
export function progressLine({ timeline, active, errors, ...rest }: MetricsRecord): string {
  const { width, slices } = timeline
  // The last one is not full yet.
  const full = slices.length > 1 ? slices.slice(0, -1) : slices
  const last = full.at(-1)
  const perSecond = (count: number): number => count / (width / 1000)
  const rates = full.map(({ received, finished }) => perSecond(received > 0 ? received : finished))
  const unit = last !== undefined && last.received > 0 ? 'notifications/s' : 'scenarios/s'
  const failures = errors.reduce((sum, { count }) => sum + count, 0)
  return [
    formatDuration(slices.length * width),
    `${threeDigits(rates.at(-1) ?? 0)} ${unit}`,
    `${formatCount(active)} clients`,
    ...latencyOf(last?.latencies ?? {}),
    `${formatCount(totalOf(rest).passed)} passed`,
    `${formatCount(failures)} errors`,
    sparkline(rates.slice(-30)),
  ].join('  ')
}

function latencyOf(latencies: MetricsRecord['timeline']['slices'][number]['latencies']): string[] {
  const name = watched.find((candidate) => latencies[candidate] !== undefined)
  const record = name === undefined ? undefined : latencies[name]
  if (record === undefined) return []
  const histogram = Histogram.from(record)
  return [`p50 ${formatMilliseconds(histogram.percentile(50))}`, `p99 ${formatMilliseconds(histogram.percentile(99))}`]
}
