export { type Baseline, compareWithBaseline, emptyBaseline, parseBaseline, updateBaseline } from './baseline.ts'
export { type Counts, type Grid, type GridColumn, type GridRow, gridOf, hasFailed } from './grid.ts'
export { renderGrid, renderGridMarkdown } from './grid-text.ts'
export {
  groupRows,
  type Ledger,
  type LedgerGroup,
  type LedgerRow,
  ledgerOf,
  renderLedger,
  renderLedgerMarkdown,
} from './ledger.ts'
export { mergeTranscripts, type Voices } from './merge-transcripts.ts'
export { count } from './names.ts'
export { parseTranscript } from './read-transcript.ts'
export { type RunRecord, type TargetRecord, type TestRecord, titleOf } from './run-record.ts'
export type { Skip, SkipReason } from './skip.ts'
export type { TranscriptRecord } from './transcript-record.ts'
