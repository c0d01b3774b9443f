// The systems that can be told of measurements while a plan runs. Each needs a package that is loaded when it is asked for.
import type { MetricSink } from '../metrics/index.ts'
import { openOpenTelemetry } from './open-telemetry.ts'
import { openStatsd, type StatsdSettings } from './statsd.ts'

export { type PrometheusServer, startPrometheus } from './prometheus-server.ts'
export type { StatsdSettings } from './statsd.ts'

/** Which systems; default none. */
export interface SinkSettings {
  readonly statsd?: StatsdSettings
  /** Hands measurements to the SDK that the process has set up. */
  readonly openTelemetry?: boolean
}

/** @throws PushwrightError `ERR_MISSING_PACKAGE` that names the package to install. */
export async function openSinks({ statsd, openTelemetry = false }: SinkSettings): Promise<MetricSink[]> {
  return [
    ...(statsd === undefined ? [] : [await openStatsd(statsd)]),
    ...(openTelemetry ? [await openOpenTelemetry()] : []),
  ]
}
