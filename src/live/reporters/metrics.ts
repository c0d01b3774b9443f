// Reports as measurements.
import { isFailure } from '../execution/report.ts'
import type { Reporter } from './reporter.ts'

/** Takes measurements, such as a sink of a load run. */
export interface LiveMetricSink {
  timing(name: string, milliseconds: number, tags: Readonly<Record<string, string>>): void
  increment(name: string, amount: number, tags: Readonly<Record<string, string>>): void
  close?(): Promise<void>
}

/**
 * Hands measurements on: `live.tests` by `case` and `outcome`, `live.runtime` of tests that passed, `live.signal.latency` by `case` and
 * `signal`, `live.failures`, and `live.problems` by `problem`.
 */
export function metricReporter(sink: LiveMetricSink): Reporter {
  return {
    report({ test, outcome, runtime, signals }) {
      const tags = { case: test.case }
      sink.increment('live.tests', 1, { ...tags, outcome })
      if (outcome === 'pass') sink.timing('live.runtime', runtime, tags)
      if (isFailure(outcome)) sink.increment('live.failures', 1, tags)
      for (const { signal, latency } of signals) sink.timing('live.signal.latency', latency, { ...tags, signal })
    },
    event(event) {
      if (event.kind === 'problem') sink.increment('live.problems', 1, { problem: event.problem })
    },
    close: async () => sink.close?.(),
  }
}
