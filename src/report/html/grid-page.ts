// The page of a grid: tests by targets, with pass, fail, skip and why.
import type { Grid } from '../grid.ts'
import { counted } from './counted.ts'
import { renderDocument } from './document.ts'
import { encodeGrid } from './encode-grid.ts'
import { renderTotals } from './grid-totals.ts'
import { renderPlainGrid } from './grid-without-script.ts'
import { html } from './markup.ts'
import { gridScript, gridStyle } from './page-assets.ts'

/** How to make the page of a grid. */
export interface GridPageOptions {
  /** The heading. Default `Tests by targets`. */
  title?: string
}

/**
 * One HTML file that needs no other and asks for none: totals for each target, and a grid of tests by targets that can be searched,
 * filtered, and read with the keyboard. Without script it shows the totals and a plain table.
 *
 * @param grid - What `gridOf` gives; text from tests is shown as text, whatever it contains.
 * @returns The text of the file, in UTF-8. Error messages are cut after 4,000 characters.
 *
 * @example
 * ```ts
 * await writeFile('grid.html', renderGridPage(gridOf(runs), { title: 'Nightly' }))
 * ```
 */
export function renderGridPage(grid: Grid, options: GridPageOptions = {}): string {
  const title = options.title ?? 'Tests by targets'
  const body = html`<header class="heading"><h1>${title}</h1><p>${factsOf(grid)}</p></header>
<section aria-label="Totals">${renderTotals(grid)}</section>
<main id="grid"></main>
<noscript>${renderPlainGrid(grid)}</noscript>`
  return renderDocument({ title, style: gridStyle, script: gridScript, data: encodeGrid(grid), body })
}

function factsOf({ columns, rows }: Grid): string {
  const files = new Set(rows.map(({ file }) => file)).size
  return [counted(rows.length, 'test'), counted(files, 'file'), counted(columns.length, 'target')].join(' · ')
}
