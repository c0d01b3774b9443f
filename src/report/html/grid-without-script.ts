// The grid as a plain table, for readers without script.
import type { Grid, GridRow } from '../grid.ts'
import type { TestRecord } from '../run-record.ts'
import { titleOf } from '../run-record.ts'
import { html, type Markup } from './markup.ts'
import { outcomeOf } from './outcome.ts'

/** Tests by targets: a symbol, and why one did not pass. */
export function renderPlainGrid({ columns, rows }: Grid): Markup {
  const files = [...Map.groupBy(rows, ({ file }) => file)]
  return html`<table class="plain">
<thead><tr><th scope="col">Test</th>${columns.map(({ name }) => html`<th scope="col">${name}</th>`)}</tr></thead>
${files.map(([file, ofFile]) => renderFile(file, ofFile, columns.length + 1))}
</table>`
}

function renderFile(file: string, rows: readonly GridRow[], width: number): Markup {
  return html`<tbody><tr><th scope="rowgroup" colspan="${width}">${file}</th></tr>
${rows.map((row) => html`<tr><th scope="row">${titleOf(row)}</th>${row.cells.map(renderCell)}</tr>\n`)}</tbody>`
}

function renderCell(test: TestRecord | undefined): Markup {
  if (test === undefined) return html`<td class="absent">·</td>`
  if (test.state === 'passed') return html`<td class="passed">✓</td>`
  const { state, label } = outcomeOf(test)
  return html`<td class="${state}">${state === 'failed' ? '✕' : '–'} ${label}</td>`
}
