// Tests by targets: what each target made of each test.
import type { RunRecord, TargetRecord, TestRecord } from './run-record.ts'

/** How many tests of a column ended how. */
export interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** One target, or one target on one version of Node if there are several. */
export interface GridColumn extends Pick<TargetRecord, 'project' | 'target' | 'state' | 'message'> {
  /** Unique in the grid. */
  readonly name: string
  readonly node: string
  readonly counts: Counts
}

/** One test; a cell for each column, `undefined` where it was not part of the run. */
export interface GridRow extends Pick<TestRecord, 'file' | 'path'> {
  readonly cells: readonly (TestRecord | undefined)[]
}

/** The outcome of a suite on several targets. */
export interface Grid {
  readonly columns: readonly GridColumn[]
  /** In the order of files, and of the tests in them. */
  readonly rows: readonly GridRow[]
}

/**
 * Puts runs side by side.
 *
 * @param runs - Of one or several machines; a target that was run twice has two columns.
 */
export function gridOf(runs: readonly RunRecord[]): Grid {
  const parts = runs.flatMap(({ node, targets }) => targets.map((target) => ({ node, target })))
  const names = columnNames(parts)
  const rows = new Map<string, { file: string; path: readonly string[]; cells: (TestRecord | undefined)[] }>()
  for (const [column, { target }] of parts.entries()) {
    const seen = new Map<string, number>()
    for (const test of target.tests) {
      const name = JSON.stringify([test.file, test.path])
      // Two tests of the same name are two rows.
      const times = seen.get(name) ?? 0
      seen.set(name, times + 1)
      const key = `${name} ${times}`
      const row = rows.get(key) ?? { file: test.file, path: test.path, cells: parts.map(() => undefined) }
      row.cells[column] = test
      rows.set(key, row)
    }
  }
  const columns = parts.map(({ node, target }, column): GridColumn => {
    const { project, state, message, tests } = target
    return {
      name: names[column] as string,
      project,
      ...(target.target !== undefined && { target: target.target }),
      state,
      ...(message !== undefined && { message }),
      node,
      counts: countTests(tests),
    }
  })
  return { columns, rows: groupByFile([...rows.values()]) }
}

/** How many tests ended how. */
export function countTests(tests: readonly TestRecord[]): Counts {
  const count = (state: TestRecord['state']): number => tests.filter((test) => test.state === state).length
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped') }
}

/** Whether something in it must fail a build. */
export function hasFailed({ columns }: Grid): boolean {
  return columns.some(({ state, counts }) => state === 'down' || counts.failed > 0)
}

/** The target; with the version of Node, the project or a number, where that is needed to tell two apart. */
function columnNames(parts: readonly { node: string; target: TargetRecord }[]): string[] {
  const forms = [
    ({ target }: (typeof parts)[number]) => target.target ?? target.project,
    ({ node, target }: (typeof parts)[number]) => `${target.target ?? target.project} (node ${node.split('.')[0]})`,
    ({ node, target }: (typeof parts)[number]) => `${target.project} ${target.target ?? ''} (node ${node})`,
  ]
  const lists = forms.map((form) => parts.map(form))
  const unique = lists.find((names) => new Set(names).size === names.length)
  return unique ?? parts.map(({ target }, index) => `${target.target ?? target.project} #${index + 1}`)
}

/** A file's rows stay together although a later target had a test that the first did not. */
function groupByFile(rows: readonly GridRow[]): GridRow[] {
  return [...Map.groupBy(rows, ({ file }) => file).values()].flat()
}
