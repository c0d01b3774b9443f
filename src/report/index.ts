export { type Counts, countTests, type Grid, type GridColumn, type GridRow, gridOf, hasFailed } from './grid.ts'
export { type RunRecord, type TargetRecord, type TestRecord, titleOf } from './run-record.ts'
export { type Skip, type SkipReason, skipReasons } from './skip.ts'
export type { TranscriptRecord } from './transcript-record.ts'
