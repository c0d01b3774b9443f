export { GeneratorWatch } from './generator.ts'
export { Histogram, type HistogramRecord } from './histogram.ts'
export { Metrics, type ScenarioMeter } from './metrics.ts'
export { counterNames, latencyNames, runNames } from './names.ts'
export { isMetricsRecord } from './read-record.ts'
export {
  type ErrorRecord,
  type LatencyRecord,
  type MetricsRecord,
  mergeMetrics,
  type Tally,
  totalOf,
} from './record.ts'
export type { MetricSink, Tags } from './sink.ts'
export type { Sample, SliceRecord, TimelineRecord } from './timeline.ts'
