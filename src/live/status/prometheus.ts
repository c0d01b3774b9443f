// The state of a live check in the text format of Prometheus: https://prometheus.io/docs/instrumenting/exposition_formats/
import type { StatusRecord } from './status-record.ts'

/** The media type of the text. */
export const prometheusType = 'text/plain; version=0.0.4; charset=utf-8'

type Labels = Readonly<Record<string, string>>
type Sample = readonly [labels: Labels, value: number]

/** The text. All durations are seconds. */
export function renderPrometheus({ cases, problems, healthy }: StatusRecord): string {
  const each = (samplesOf: (one: StatusRecord['cases'][number], labels: Labels) => Sample[]): Sample[] =>
    cases.flatMap((one) => samplesOf(one, { case: one.name }))
  const seconds = (labels: Labels, milliseconds: number | undefined): Sample[] =>
    milliseconds === undefined ? [] : [[labels, milliseconds / 1000]]
  return [
    metric('pushwright_live_healthy', 'gauge', 'Whether no alarm is on.', [[{}, healthy ? 1 : 0]]),
    metric(
      'pushwright_live_tests_total',
      'counter',
      'Tests by what they came to.',
      each(({ totals }, labels) => Object.entries(totals).map(([outcome, count]) => [{ ...labels, outcome }, count])),
    ),
    metric(
      'pushwright_live_state',
      'gauge',
      'The state of a case: 1 for the one it is in.',
      each(({ state }, labels) => [[{ ...labels, state }, 1]]),
    ),
    metric(
      'pushwright_live_alarm',
      'gauge',
      'Alarms that are on.',
      each(({ alarms }, labels) => alarms.map(({ reason }) => [{ ...labels, reason }, 1])),
    ),
    metric(
      'pushwright_live_consecutive_failures',
      'gauge',
      'Failures since the last pass.',
      each(({ consecutiveFailures }, labels) => [[labels, consecutiveFailures]]),
    ),
    metric(
      'pushwright_live_runtime_median_seconds',
      'gauge',
      'Median runtime of the last tests that passed.',
      each(({ medians }, labels) => seconds(labels, medians.runtime)),
    ),
    metric(
      'pushwright_live_frequency_median_seconds',
      'gauge',
      'Median time from one test to the next.',
      each(({ medians }, labels) => seconds(labels, medians.frequency)),
    ),
    metric(
      'pushwright_live_signal_latency_median_seconds',
      'gauge',
      'Median time from send to receive.',
      each(({ medians }, labels) =>
        Object.entries(medians.signals).flatMap(([signal, value]) => seconds({ ...labels, signal }, value)),
      ),
    ),
    metric(
      'pushwright_live_problems_total',
      'counter',
      'What went wrong around the tests.',
      Object.entries(problems).map(([problem, count]) => [{ problem }, count]),
    ),
  ].join('')
}

function metric(name: string, type: 'counter' | 'gauge', help: string, samples: readonly Sample[]): string {
  const lines = samples.map(([labels, value]) => `${name}${labelsOf(labels)} ${value}\n`)
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`
}

function labelsOf(labels: Labels): string {
  const all = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(value)}"`)
  return all.length === 0 ? '' : `{${all.join(',')}}`
}

function escapeLabel(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}
