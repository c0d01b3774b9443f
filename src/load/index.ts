// The face of this folder: test plans, and what plays them.

export { Log, type LogSettings } from '../log/index.ts'
export { type AgentOptions, type AgentsSettings, runAgent } from './agents/index.ts'
export { htmlReport } from './html/html-report.ts'
export {
  Histogram,
  type HistogramRecord,
  type LatencyRecord,
  type MetricsRecord,
  mergeMetrics,
} from './metrics/index.ts'
export * from './plan/index.ts'
export { Progress, type ProgressOutput } from './progress/progress.ts'
export * from './report/index.ts'
export type { TargetDescription } from './run/load-target.ts'
export { type RunPlanOptions, runPlan } from './run/run-plan.ts'
export {
  openSinks,
  type PrometheusServer,
  type SinkSettings,
  type StatsdSettings,
  startPrometheus,
} from './sinks/index.ts'
