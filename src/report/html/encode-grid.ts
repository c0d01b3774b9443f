// Puts a grid into the few bytes that its page carries.
import type { Grid, GridRow } from '../grid.ts'
import type { TestRecord } from '../run-record.ts'
import type { CellData, FileData, GridData, OutcomeData } from './grid-data.ts'
import { outcomeOf } from './outcome.ts'

/** The same grid, with repeated outcomes written once. */
export function encodeGrid({ columns, rows }: Grid): GridData {
  const outcomes = new OutcomeList()
  const files: FileData[] = [...Map.groupBy(rows, ({ file }) => file)].map(([name, ofFile]) => ({
    name,
    rows: ofFile.map(({ path, cells }: GridRow) => [path, ...cells.map((test) => encodeCell(test, outcomes))]),
  }))
  return {
    columns: columns.map(({ name, node, message }) => ({ name, node, message })),
    files,
    outcomes: outcomes.list,
  }
}

/** Most tests of a column are skipped for one of a few reasons. */
class OutcomeList {
  readonly list: OutcomeData[] = []
  readonly #indexes = new Map<string, number>()

  indexOf(outcome: OutcomeData): number {
    const key = JSON.stringify(outcome)
    const index = this.#indexes.get(key) ?? this.list.push(outcome) - 1
    this.#indexes.set(key, index)
    return index
  }
}

function encodeCell(test: TestRecord | undefined, outcomes: OutcomeList): CellData {
  if (test === undefined) return null
  const duration = Math.round(test.duration * 10) / 10
  return test.state === 'passed' ? duration : [outcomes.indexOf(outcomeOf(test)), duration]
}
