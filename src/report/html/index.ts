import type { Grid } from '../grid.ts'
import type { TranscriptRecord } from '../transcript-record.ts'
export function renderTranscriptPage(
  records: readonly TranscriptRecord[],
  _options: { secrets?: boolean } = {},
): string {
  return `<pre>${JSON.stringify(records)}`
}
export function renderGridPage(grid: Grid): string {
  return JSON.stringify(grid)
}
