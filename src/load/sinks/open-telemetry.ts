// Hands measurements to OpenTelemetry; where they go is up to the SDK that the process has set up.
import type { Counter, Gauge, Histogram } from '@opentelemetry/api'
import { optionalPeer } from '../../optional-peer/index.ts'
import type { MetricSink } from '../metrics/index.ts'

/** What names begin with. */
const prefix = 'pushwright.'

/** @throws PushwrightError `ERR_MISSING_PACKAGE` without `@opentelemetry/api`. */
export async function openOpenTelemetry(): Promise<MetricSink> {
  const { metrics } = await optionalPeer('@opentelemetry/api', 'OpenTelemetry', () => import('@opentelemetry/api'))
  const meter = metrics.getMeter('pushwright')
  const histograms = new Map<string, Histogram>()
  const counters = new Map<string, Counter>()
  const gauges = new Map<string, Gauge>()
  return {
    timing: (name, milliseconds, tags) =>
      known(histograms, name, () => meter.createHistogram(prefix + name, { unit: 'ms' })).record(milliseconds, tags),
    increment: (name, amount, tags) =>
      known(counters, name, () => meter.createCounter(prefix + name)).add(amount, tags),
    gauge: (name, value) => known(gauges, name, () => meter.createGauge(prefix + name)).record(value),
    // The SDK is the user's, who flushes it.
    async close() {},
  }
}

function known<T>(instruments: Map<string, T>, name: string, create: () => T): T {
  const found = instruments.get(name)
  if (found !== undefined) return found
  const created = create()
  instruments.set(name, created)
  return created
}
