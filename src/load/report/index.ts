export type { ThresholdResult } from './judge.ts'
export { type Environment, type LoadReport, makeReport, type ShardReport } from './load-report.ts'
export { formatReport } from './table.ts'
