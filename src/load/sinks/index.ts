// The systems that can be told of measurements while a plan runs. Each needs a package that is loaded when it is asked for.
import type { MetricSink } from '../metrics/index.ts'

/** Which systems. */
export type SinkSettings = Readonly<Record<string, never>>

export async function openSinks(_settings: SinkSettings): Promise<MetricSink[]> {
  return []
}
