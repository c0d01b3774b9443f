// What the page of a grid has in it as JSON: the types that the renderer and the page's script share.
import type { SkipReason } from '../skip.ts'

/** A grid, in few bytes. */
export interface GridData {
  readonly columns: readonly ColumnData[]
  readonly files: readonly FileData[]
  /** Outcomes other than passing, each once. */
  readonly outcomes: readonly OutcomeData[]
}

/** One target. */
export interface ColumnData {
  readonly name: string
  readonly node: string
  /** What is wrong with it. */
  readonly message?: string | undefined
}

/** The tests of one file. */
export interface FileData {
  readonly name: string
  readonly rows: readonly RowData[]
}

/** One test, with a cell for each column. */
export type RowData = readonly [path: readonly string[], ...cells: CellData[]]

/** A passed test is its milliseconds; another the index of its outcome and its milliseconds; `null` was not part of the run. */
export type CellData = number | readonly [outcome: number, duration: number] | null

/** What became of a test that did not pass. */
export interface OutcomeData {
  readonly state: 'failed' | 'skipped'
  /** In a few words, for the cell. */
  readonly label: string
  readonly reason?: SkipReason
  readonly ids?: readonly string[]
  readonly note?: string
  readonly errors?: readonly string[]
}
