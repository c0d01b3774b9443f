// The totals of a grid: one line for each target, with a bar.
import type { Grid, GridColumn } from '../grid.ts'
import { html, type Markup } from './markup.ts'

interface Share {
  readonly name: string
  readonly symbol: string
  readonly count: number
}

/** The width of a bar, in units of its own. */
const barWidth = 1000
/** One failure of thousands must be seen, too. */
const thinnest = 12

/** A table of targets, which needs no script. */
export function renderTotals({ columns, rows }: Grid): Markup {
  return html`<table class="totals">
<caption class="unseen">Totals for each target</caption>
<thead><tr><th scope="col">Target</th><th scope="col">Outcome</th><th scope="col" class="number">Passed</th><th scope="col" class="number">Failed</th><th scope="col" class="number">Skipped</th><th scope="col" class="number">Not run</th><th scope="col">Node</th></tr></thead>
<tbody>
${columns.map((column) => renderLine(column, rows.length))}
</tbody>
</table>`
}

function renderLine({ name, project, node, state, message, counts }: GridColumn, tests: number): Markup {
  const { passed, failed, skipped } = counts
  const shares: readonly Share[] = [
    { name: 'passed', symbol: '✓', count: passed },
    { name: 'failed', symbol: '✕', count: failed },
    { name: 'skipped', symbol: '–', count: skipped },
    { name: 'absent', symbol: '·', count: tests - passed - failed - skipped },
  ]
  const trouble =
    state === 'ready'
      ? undefined
      : html`<tr><td colspan="7" class="trouble">${troubleOf(state, message)}</td></tr>
`
  return html`<tr><th scope="row" title="project ${project}">${name}</th><td>${renderBar(name, shares)}</td>${shares.map(renderCount)}<td>${node}</td></tr>
${trouble}`
}

function troubleOf(state: 'down' | 'unconfigured', message: string | undefined): string {
  return [`✕ ${state}`, message].filter(Boolean).join(': ')
}

function renderCount({ name, symbol, count }: Share): Markup {
  if (count === 0) return html`<td class="number none">0</td>`
  return html`<td class="number ${name}"><span aria-hidden="true">${symbol}</span> ${count.toLocaleString('en')}</td>`
}

function renderBar(name: string, shares: readonly Share[]): Markup {
  const shown = shares.filter(({ count }) => count > 0)
  const label = `${name}: ${shown.map(wordsOf).join(', ') || 'no tests'}`
  const widths = widthsOf(shown.map(({ count }) => count))
  let x = 0
  const parts = shown.map((share, index) => {
    const width = widths[index] as number
    const part = html`<rect class="${share.name}" x="${x.toFixed(1)}" width="${width.toFixed(1)}" height="10"><title>${wordsOf(share)}</title></rect>`
    x += width
    return part
  })
  return html`<svg class="bar" role="img" aria-label="${label}" viewBox="0 0 ${barWidth} 10" preserveAspectRatio="none"><title>${label}</title>${parts}</svg>`
}

function wordsOf({ name, count }: Share): string {
  return `${count.toLocaleString('en')} ${name === 'absent' ? 'not run' : name}`
}

/** In proportion, but none thinner than what can be seen. */
function widthsOf(counts: readonly number[]): number[] {
  const all = counts.reduce((sum, count) => sum + count, 0)
  const widths = counts.map((count) => Math.max(thinnest, (count / all) * barWidth))
  const taken = widths.reduce((sum, width) => sum + width, 0)
  return widths.map((width) => (width / taken) * barWidth)
}
