// A grid as text for a terminal and as Markdown.
import { type Grid, type GridColumn, type GridRow, hasFailed } from './grid.ts'
import { escapeMarkdown } from './ledger.ts'
import { count, shortName } from './names.ts'
import { type TestRecord, titleOf } from './run-record.ts'
import type { SkipReason } from './skip.ts'

/** One letter for each reason, so that many targets fit beside each other. */
const letters: Readonly<Record<SkipReason, string>> = {
  unconfigured: 'u',
  'target-down': 'd',
  feature: 'f',
  quirk: 'q',
  runtime: 'r',
}

/**
 * The totals of each target, and each test that did not pass everywhere. Symbols and letters, no colours.
 *
 * @param options - `width`: columns of the terminal, default 80.
 */
export function renderGrid(grid: Grid, { width = 80 }: { width?: number } = {}): string {
  const { columns, rows } = grid
  const nameWidth = Math.max(6, ...columns.map(({ name }) => name.length))
  const totals = columns.map(
    (column, index) =>
      ` ${String(index + 1).padStart(2)} ${mark(column)} ${column.name.padEnd(nameWidth)}  ${total(column)}`,
  )
  const uneven = rows.filter(isUneven)
  const titleWidth = Math.max(20, width - columns.length * 3 - 3)
  const numbers = columns.map((_, index) => String(index + 1).padStart(3)).join('')
  const table = uneven.flatMap((row, index) => [
    ...(row.file === uneven[index - 1]?.file ? [] : ['', ` ${shorten(row.file, titleWidth)}${numbers}`]),
    `  ${shorten(titleOf(row), titleWidth - 1)}${row.cells.map((cell) => letter(cell).padStart(3)).join('')}`,
  ])
  const legend = Object.entries(letters).map(([reason, sign]) => `${sign} ${reason}`)
  return [
    ` ${count(rows.length, 'test')} on ${count(columns.length, 'target')}: ${hasFailed(grid) ? 'failed' : 'passed'}`,
    ...totals,
    ...table,
    ...(uneven.length === 0 ? [] : ['', ` ✓ passed  ✗ failed  . not in the run; skipped: ${legend.join(', ')}`]),
    '',
  ].join('\n')
}

/** The same as Markdown; tests that passed everywhere are counted only. */
export function renderGridMarkdown(grid: Grid): string {
  const { columns, rows } = grid
  const names = columns.map(({ name }) => escapeMarkdown(name))
  const uneven = rows.filter(isUneven)
  const files = [...Map.groupBy(uneven, ({ file }) => file)]
  return [
    `## ${count(rows.length, 'test')} on ${count(columns.length, 'target')}: ${hasFailed(grid) ? 'failed' : 'passed'}`,
    '',
    '| Target | Node | Passed | Failed | Skipped | |',
    '| --- | --- | ---: | ---: | ---: | --- |',
    ...columns.map(
      ({ name, node, counts, state, message }) =>
        `| ${escapeMarkdown(name)} | ${node} | ${counts.passed} | ${counts.failed} | ${counts.skipped} | ${state === 'ready' ? '' : escapeMarkdown(message ?? state)} |`,
    ),
    '',
    ...files.flatMap(([file, fileRows]) => [
      `<details${fileRows.some(hasFailedCell) ? ' open' : ''}><summary>${escapeMarkdown(file)}: ${count(fileRows.length, 'test')} not passed everywhere</summary>`,
      '',
      `| Test | ${names.join(' | ')} |`,
      `| --- | ${names.map(() => '---').join(' | ')} |`,
      ...fileRows.map((row) => `| ${escapeMarkdown(titleOf(row))} | ${row.cells.map(told).join(' | ')} |`),
      '',
      '</details>',
      '',
    ]),
  ].join('\n')
}

function mark({ state, counts }: GridColumn): string {
  return state === 'down' || counts.failed > 0 ? '✗' : counts.passed > 0 ? '✓' : '-'
}

function total({ state, counts, message }: GridColumn): string {
  const counted = `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`
  return state === 'ready' ? counted : `${state}: ${message ?? counted}`
}

function isUneven({ cells }: GridRow): boolean {
  return cells.some((cell) => cell?.state !== 'passed')
}

function hasFailedCell({ cells }: GridRow): boolean {
  return cells.some((cell) => cell?.state === 'failed')
}

function letter(cell: TestRecord | undefined): string {
  if (cell === undefined) return '.'
  if (cell.state === 'passed') return '✓'
  return cell.state === 'failed' ? '✗' : letters[cell.skip?.reason ?? 'runtime']
}

function told(cell: TestRecord | undefined): string {
  if (cell === undefined) return ''
  if (cell.state === 'passed') return '✅'
  if (cell.state === 'failed') return `❌ ${escapeMarkdown((cell.errors?.[0] ?? 'failed').split('\n', 1)[0] as string)}`
  const { reason, ids = [], note } = cell.skip ?? {}
  return `⏭️ ${escapeMarkdown(ids.length > 0 ? `${reason}: ${ids.map(shortName).join(', ')}` : (note ?? 'skipped'))}`
}

function shorten(text: string, width: number): string {
  return text.length <= width ? text.padEnd(width) : `${text.slice(0, width - 1)}…`
}
