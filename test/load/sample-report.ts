// Reports of plans that nobody has played.
import { type LoadReport, makeReport, readPlan } from '../../src/load/index.ts'
import { Metrics } from '../../src/load/metrics/index.ts'

/** @param latencies - Of deliveries, in milliseconds; more than a second is a failure. */
export function sampleReport(latencies: readonly number[], name = 'evening', message = 'no'): LoadReport {
  const metrics = new Metrics(0)
  for (const [index, latency] of latencies.entries()) {
    const meter = metrics.begin('basic', index % 3)
    meter.measured('delivery', index * 1000, index * 1000 + latency)
    meter.measured(`timer:${name}`, 0, 1)
    meter.counted('messagesReceived')
    if (latency > 1000) meter.failed(`wait ${message}`, new Error(message))
    meter.ended(latency > 1000 ? 'failed' : 'passed')
  }
  return makeReport({
    plan: readPlan(
      { name: name.trim() === '' ? 'plan' : name, steps: ['basic, 1, 1, 0'], thresholds: ['errors < 10%'] },
      name,
    ),
    target: message,
    startedAt: '2026-01-01T00:00:00.000Z',
    duration: 2000,
    payloads: 'encrypted',
    shards: [{ index: 0, by: message, state: 'done' }],
    metrics: metrics.toJSON(),
  })
}
