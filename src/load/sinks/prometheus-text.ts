// Measurements in the text format of Prometheus.
import { Histogram, type MetricsRecord, runNames, totalOf } from '../metrics/index.ts'

const quantiles = [0.5, 0.9, 0.99, 0.999]

/** The content type of the format. */
export const prometheusType = 'text/plain; version=0.0.4; charset=utf-8'

/** Everything measured so far; times are seconds, as Prometheus wants them. */
export function prometheusText(record: MetricsRecord): string {
  const { latencies, counters, scenarios, errors, active } = record
  const { started, passed, failed, aborted } = totalOf({ scenarios })
  const counts = {
    [runNames.started]: started,
    [runNames.passed]: passed,
    [runNames.failed]: failed,
    [runNames.aborted]: aborted,
  }
  return [
    ...Object.entries(latencies).flatMap(([name, { corrected }]) => summary(nameOf(name, 'seconds'), corrected)),
    ...Object.entries({ ...counters, ...counts }).flatMap(([name, count]) => [
      `# TYPE ${nameOf(name, 'total')} counter`,
      `${nameOf(name, 'total')} ${count}`,
    ]),
    `# TYPE ${nameOf(runNames.errors, 'total')} counter`,
    ...errors.map(({ kind, count }) => `${nameOf(runNames.errors, 'total')}{kind="${escapeLabel(kind)}"} ${count}`),
    `# TYPE ${nameOf(runNames.active)} gauge`,
    `${nameOf(runNames.active)} ${active}`,
    '',
  ].join('\n')
}

function summary(name: string, record: MetricsRecord['lateness']): string[] {
  const histogram = Histogram.from(record)
  return [
    `# TYPE ${name} summary`,
    ...quantiles.map((quantile) => `${name}{quantile="${quantile}"} ${histogram.percentile(quantile * 100) / 1000}`),
    `${name}_sum ${record.sum / 1e6}`,
    `${name}_count ${record.count}`,
  ]
}

/** `notification.latency` becomes `pushwright_notification_latency_seconds`. */
function nameOf(name: string, unit?: string): string {
  return ['pushwright', name.replaceAll(/[^a-zA-Z0-9_]/g, '_'), unit].filter((part) => part !== undefined).join('_')
}

function escapeLabel(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}
