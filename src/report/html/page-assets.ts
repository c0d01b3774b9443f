// The styles and scripts of the pages, from the sources in page/; do not edit. To write it again:
// npx vitest run --project unit test/report/html/the-pages-are-built-from-their-sources.test.ts --update

export const gridStyle: string = `/* The colours of all pages, apart in lightness as well as in hue. A test computes the contrast of every pair in use. */
:root {
  --page: #ffffff;
  --raised: #f4f6f8;
  --hover: #e9eef3;
  --selected: #dce8fc;
  --line: #d5dbe1;
  --text: #1b2127;
  --quiet: #55606b;
  --accent: #0b57d0;
  --passed: #00695a;
  --passed-bar: #2a9d8a;
  --failed: #a62b00;
  --failed-fill: #fde3d7;
  --failed-text: #7c2100;
  --failed-bar: #c8430d;
  --skipped: #575a86;
  --skipped-bar: #b9bbd6;
  --fault: #7a5200;
}

@media (prefers-color-scheme: dark) {
  :root {
    --page: #14181d;
    --raised: #1c2229;
    --hover: #28313b;
    --selected: #223552;
    --line: #333d48;
    --text: #e3e8ed;
    --quiet: #9da9b5;
    --accent: #8ab8ff;
    --passed: #5fcbb4;
    --passed-bar: #2f9583;
    --failed: #ff9a70;
    --failed-fill: #4a2113;
    --failed-text: #ffc5ac;
    --failed-bar: #ff8d5e;
    --skipped: #b0b3de;
    --skipped-bar: #5b5e87;
    --fault: #e5b85c;
  }
}

/* What all pages have in common: type, controls, focus. */
* {
  box-sizing: border-box;
}

html {
  color-scheme: light dark;
}

body {
  display: flex;
  flex-direction: column;
  height: 100dvh;
  margin: 0;
  background: var(--page);
  color: var(--text);
  font:
    13px / 1.45 system-ui,
    sans-serif;
}

h1,
h2,
h3,
p {
  margin: 0;
  font-size: inherit;
}

h1 {
  font-size: 17px;
}

.unseen {
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
}

.heading {
  display: flex;
  flex-wrap: wrap;
  gap: 4px 16px;
  align-items: baseline;
  padding: 12px 16px 8px;
}

.heading p {
  color: var(--quiet);
}

code,
pre {
  font:
    12px / 1.5 ui-monospace,
    "DejaVu Sans Mono",
    monospace;
}

pre {
  overflow: auto;
  margin: 0;
  padding: 8px 10px;
  border: 1px solid var(--line);
  border-radius: 4px;
  background: var(--raised);
  overflow-wrap: anywhere;
  white-space: pre-wrap;
}

input,
select,
button {
  height: 28px;
  padding: 0 8px;
  border: 1px solid var(--line);
  border-radius: 4px;
  background: var(--page);
  color: inherit;
  font: inherit;
}

button {
  cursor: pointer;
}

button:hover {
  background: var(--hover);
}

input::placeholder {
  color: var(--quiet);
  opacity: 1;
}

:focus-visible {
  outline: 2px solid var(--accent);
  outline-offset: -2px;
}

.passed {
  color: var(--passed);
}

.failed {
  color: var(--failed);
}

.skipped {
  color: var(--skipped);
}

.absent {
  color: var(--quiet);
}

.plain {
  border-collapse: collapse;
}

.plain th,
.plain td {
  padding: 2px 12px;
  border-bottom: 1px solid var(--line);
  text-align: left;
}

.plain th[scope="row"] {
  font-weight: normal;
}

@media print {
  body {
    height: auto;
  }
}

/* The totals of a grid. */
.totals {
  width: calc(100% - 32px);
  max-width: 900px;
  margin: 0 16px 8px;
  border-collapse: collapse;
}

section:has(.totals) {
  flex: none;
  overflow: auto;
  max-height: 36dvh;
}

.totals th,
.totals td {
  padding: 3px 12px 3px 0;
  text-align: left;
  white-space: nowrap;
}

.totals thead th {
  color: var(--quiet);
  font-weight: normal;
}

.totals td:nth-child(2) {
  width: 55%;
}

.totals .number {
  font-variant-numeric: tabular-nums;
  text-align: right;
}

.totals .none {
  color: var(--quiet);
}

.totals .trouble {
  padding-bottom: 8px;
  color: var(--failed);
  overflow-wrap: anywhere;
  white-space: normal;
}

.bar {
  display: block;
  width: 100%;
  min-width: 120px;
  height: 10px;
}

.bar rect {
  stroke: var(--page);
  stroke-width: 1px;
  vector-effect: non-scaling-stroke;
}

.bar .passed {
  fill: var(--passed-bar);
}

.bar .failed {
  fill: var(--failed-bar);
}

.bar .skipped {
  fill: var(--skipped-bar);
}

.bar .absent {
  fill: var(--hover);
}

/* Tests by targets, under the search and the filters. */
main {
  display: flex;
  flex: 1;
  flex-direction: column;
  min-height: 0;
}

main:empty {
  display: none;
}

.filters {
  display: flex;
  flex-wrap: wrap;
  gap: 8px;
  align-items: center;
  padding: 8px 16px;
  border-top: 1px solid var(--line);
}

.filters input {
  flex: 1;
  min-width: 200px;
  max-width: 420px;
}

.filters output {
  margin-left: auto;
  color: var(--quiet);
  font-variant-numeric: tabular-nums;
}

.scroller {
  flex: 1;
  overflow: auto;
  min-height: 200px;
  border-top: 1px solid var(--line);
}

.nothing {
  padding: 24px 16px;
  color: var(--quiet);
}

/* Not laid out as a table, since the browser could not leave out what is out of sight: a thousand rows would take a second. */
[role="grid"] {
  display: block;
  width: fit-content;
  min-width: 100%;
  /* Whole pixels: a row cuts off the part of its border that it has no room for. */
  line-height: 19px;
}

[role="grid"] thead {
  display: block;
  position: sticky;
  z-index: 2;
  top: 0;
}

[role="grid"] tbody {
  display: block;
}

[role="grid"] tr {
  display: flex;
}

[role="grid"] tbody tr {
  contain-intrinsic-block-size: auto 24px;
  content-visibility: auto;
}

[role="grid"] tr[hidden] {
  display: none;
}

[role="grid"] th,
[role="grid"] td {
  flex: 1 0 180px;
  overflow: hidden;
  width: 180px;
  padding: 2px 10px;
  border-bottom: 1px solid var(--line);
  background: var(--page);
  text-align: left;
  text-overflow: ellipsis;
  white-space: nowrap;
}

[role="grid"] tbody th,
[role="grid"] tbody td {
  cursor: pointer;
}

[role="grid"] th.test {
  position: sticky;
  z-index: 1;
  left: 0;
  flex: 3 0 min(420px, 60vw);
  padding-left: 28px;
  border-right: 1px solid var(--line);
  font-weight: normal;
  overflow-wrap: anywhere;
  white-space: normal;
}

[role="grid"] thead th {
  background: var(--raised);
  font-weight: 600;
}

[role="grid"] thead th.test {
  padding-left: 16px;
  font-weight: 600;
}

[role="grid"] .file th,
[role="grid"] .file td {
  background: var(--raised);
}

[role="grid"] .file th.test {
  padding-left: 16px;
  font-weight: 600;
}

.file th.test::before {
  content: "▸ ";
  color: var(--quiet);
}

.file th[aria-expanded="true"]::before {
  content: "▾ ";
}

[role="grid"] tbody tr:hover > *,
[role="grid"] .file:hover > * {
  background: var(--hover);
}

[role="grid"] td.failed,
[role="grid"] tr:hover > td.failed {
  background: var(--failed-fill);
  color: var(--failed-text);
}

.time {
  color: var(--quiet);
  font-variant-numeric: tabular-nums;
}

.count {
  margin-right: 8px;
}

.suites {
  color: var(--quiet);
}

/* The panel with the details of a cell. */
.details {
  position: fixed;
  z-index: 4;
  inset: 0 0 0 auto;
  width: min(520px, 94vw);
  max-width: none;
  height: 100dvh;
  max-height: none;
  margin: 0;
  padding: 0;
  border: 0;
  border-left: 1px solid var(--line);
  background: var(--page);
  box-shadow: -8px 0 24px rgb(0 0 0 / 18%);
  color: inherit;
}

.details[open] {
  display: flex;
  flex-direction: column;
}

.details header {
  display: flex;
  gap: 12px;
  align-items: start;
  justify-content: space-between;
  padding: 12px 16px;
  border-bottom: 1px solid var(--line);
  overflow-wrap: anywhere;
}

.details h2 {
  font-size: 15px;
}

.details .close {
  flex: none;
  width: 28px;
  font-size: 16px;
}

.details .content {
  flex: 1;
  overflow: auto;
  padding: 12px 16px 24px;
  overflow-wrap: anywhere;
}

.details .place {
  color: var(--quiet);
}

.details section {
  display: grid;
  gap: 6px;
  margin-top: 16px;
}

.fact-name {
  display: inline-block;
  width: 72px;
  color: var(--quiet);
}

@media (prefers-reduced-motion: no-preference) {
  .details[open] {
    animation: slide-in 120ms ease-out;
  }

  @keyframes slide-in {
    from {
      transform: translateX(24px);
      opacity: 0;
    }
  }
}

/* A grid on paper: all of it, and nothing to press. */
@media print {
  .filters,
  .details[open] {
    display: none;
  }

  section:has(.totals) {
    max-height: none;
  }

  .scroller {
    overflow: visible;
  }

  [role="grid"] tr > * {
    white-space: normal;
  }

  [role="grid"] thead,
  [role="grid"] th.test {
    position: static;
  }

  [role="grid"] tbody tr {
    content-visibility: visible;
  }
}
`

export const gridScript: string = `// Makes elements. Whatever comes from tests goes in as text or as the value of an attribute, never as markup.

/**
 * An HTML element.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
function element(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children)
}

/**
 * An SVG element.
 *
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} children
 * @returns {SVGElementTagNameMap[Tag]}
 */
function drawn(tag, attributes = {}, ...children) {
  return filled(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children)
}

/**
 * @template {Element} Made
 * @param {Made} made
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} children
 */
function filled(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  made.append(...children)
  return made
}

/**
 * The data that the page carries.
 *
 * @returns {any}
 */
function readData() {
  return JSON.parse(document.getElementById('data')?.textContent ?? 'null')
}

/**
 * An element of the page that is surely there.
 *
 * @param {string} id
 */
function byId(id) {
  const found = document.getElementById(id)
  if (found === null) throw new Error(\`Expected the page to have #\${id}.\`)
  return found
}

// The key / goes to the search box, as on many sites of code.

/** @param {HTMLInputElement} search */
function focusOnSlash(search) {
  document.addEventListener('keydown', (event) => {
    const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping) return
    event.preventDefault()
    search.focus()
    search.select()
  })
}

// What a cell shows: a symbol and a word for its state, and the few words beside them.

/** @import { CellData, GridData, OutcomeData } from '../../grid-data.ts' */

/**
 * @typedef {object} Outcome
 * @property {'passed' | 'failed' | 'skipped' | 'absent'} state
 * @property {string} label
 * @property {number} [duration] Milliseconds.
 * @property {OutcomeData} [detail]
 */

const symbols = { passed: '✓', failed: '✕', skipped: '–', absent: '·' }
const words = { passed: 'passed', failed: 'failed', skipped: 'skipped', absent: 'not run' }

/**
 * @param {CellData} cell
 * @param {GridData} data
 * @returns {Outcome}
 */
function outcomeOf(cell, data) {
  if (cell === null) return { state: 'absent', label: '' }
  if (typeof cell === 'number') return { state: 'passed', label: duration(cell), duration: cell }
  const detail = data.outcomes[cell[0]]
  return { state: detail.state, label: detail.label, duration: cell[1], detail }
}

/** @param {number} milliseconds */
function duration(milliseconds) {
  return milliseconds < 1000 ? \`\${Math.round(milliseconds)} ms\` : \`\${(milliseconds / 1000).toFixed(1)} s\`
}

// The panel with everything that is known of a test on one target or on all.

/** @import { Outcome } from './outcome.js' */
/** @import { GridRow } from './table.js' */

class Details {
  /** @type {HTMLDialogElement} */
  panel
  #content = element('div', { class: 'content', tabindex: '0', role: 'region', 'aria-label': 'What happened' })
  #title = element('h2', { id: 'details-title' })
  /** @type {HTMLElement | undefined} */
  #opener

  constructor() {
    const close = element('button', { type: 'button', 'aria-label': 'Close', class: 'close' }, '×')
    close.addEventListener('click', () => this.close())
    this.panel = element(
      'dialog',
      { class: 'details', 'aria-labelledby': 'details-title' },
      element('header', {}, this.#title, close),
      this.#content,
    )
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && this.panel.open) this.close()
    })
  }

  /**
   * @param {HTMLElement} opener Gets the focus back.
   * @param {GridRow} row
   * @param {{ name: string, outcome: Outcome }[]} shown
   */
  open(opener, { file, path }, shown) {
    this.#opener = opener
    this.#title.replaceChildren(path.join(' › '))
    this.#content.replaceChildren(element('p', { class: 'place' }, file), ...shown.map(describe))
    this.#content.scrollTop = 0
    this.panel.show()
    this.#content.focus()
  }

  close() {
    this.panel.close()
    this.#opener?.focus()
  }
}

/** @param {{ name: string, outcome: Outcome }} shown */
function describe({ name, outcome: { state, duration: time, detail } }) {
  const section = element('section', {}, element('h3', {}, name))
  const took = state === 'skipped' || time === undefined ? '' : \`, \${duration(time)}\`
  section.append(element('p', { class: \`outcome \${state}\` }, \`\${symbols[state]} \${words[state]}\${took}\`))
  if (detail?.note !== undefined) section.append(element('p', {}, detail.note))
  if (detail?.reason !== undefined) section.append(fact('Reason', detail.reason))
  for (const id of detail?.ids ?? []) section.append(fact(detail?.reason === 'feature' ? 'Feature' : 'Id', id))
  for (const error of detail?.errors ?? []) section.append(element('pre', {}, error))
  return section
}

/**
 * @param {string} name
 * @param {string} value
 */
function fact(name, value) {
  return element('p', { class: 'fact' }, element('span', { class: 'fact-name' }, name), element('code', {}, value))
}

// The search box and the filters above the table.

/** @import { GridData } from '../../grid-data.ts' */
/** @import { Outcome } from './outcome.js' */
/** @import { GridRow } from './table.js' */

/**
 * @typedef {object} Filters
 * @property {HTMLFormElement} form
 * @property {HTMLInputElement} search
 * @property {() => number | undefined} target The only column to look at.
 * @property {(row: GridRow) => boolean} matches
 */

/**
 * @param {GridData} data
 * @returns {Filters}
 */
function buildFilters(data) {
  const search = element('input', {
    type: 'search',
    placeholder: 'Search tests, files and reasons  ( / )',
    'aria-label': 'Search tests, files and reasons',
    autocomplete: 'off',
    spellcheck: 'false',
  })
  const state = choice('Outcome', 'Any outcome', [...Object.entries(words), ['differs', 'differs between targets']])
  const reasons = new Set(data.outcomes.flatMap(({ reason }) => reason ?? []))
  const reason = choice(
    'Reason',
    'Any reason',
    [...reasons].sort().map((name) => [name, name.replace('-', ' ')]),
  )
  const target = choice(
    'Target',
    'All targets',
    data.columns.map(({ name }, index) => [String(index), name]),
  )
  const form = element('form', { role: 'search', class: 'filters' }, search, state, reason, target)
  form.addEventListener('submit', (event) => event.preventDefault())
  const column = () => (target.value === '' ? undefined : Number(target.value))
  return {
    form,
    search,
    target: column,
    matches: (row) => {
      const wanted = column()
      const outcomes = wanted === undefined ? row.outcomes : [row.outcomes[wanted]]
      return hasWords(row, search.value) && hasState(outcomes, state.value) && hasReason(outcomes, reason.value)
    },
  }
}

/**
 * @param {string} label
 * @param {string} any What it says as long as nothing is chosen.
 * @param {string[][]} options Value and text.
 */
function choice(label, any, options) {
  return element(
    'select',
    { 'aria-label': label },
    element('option', { value: '' }, any),
    ...options.map(([value, text]) => element('option', { value }, text)),
  )
}

/**
 * Whether each of the words is somewhere in it.
 *
 * @param {GridRow} row
 * @param {string} query
 */
function hasWords({ text }, query) {
  return query
    .toLowerCase()
    .split(/\\s+/)
    .every((word) => text.includes(word))
}

/**
 * @param {Outcome[]} outcomes
 * @param {string} state
 */
function hasState(outcomes, state) {
  if (state === 'differs') return new Set(outcomes.map((outcome) => outcome.state)).size > 1
  return state === '' || outcomes.some((outcome) => outcome.state === state)
}

/**
 * @param {Outcome[]} outcomes
 * @param {string} reason
 */
function hasReason(outcomes, reason) {
  return reason === '' || outcomes.some(({ detail }) => detail?.reason === reason)
}

// Moves the focus from cell to cell with the arrow keys, as the pattern for grids has it (https://www.w3.org/WAI/ARIA/apg/patterns/grid/).

const rowsOfPage = 15

/** @type {Record<string, (table: HTMLTableElement, cell: HTMLTableCellElement) => HTMLTableCellElement | undefined>} */
const moves = {
  ArrowUp: (_table, cell) => rowsAway(cell, -1),
  ArrowDown: (_table, cell) => rowsAway(cell, 1),
  PageUp: (_table, cell) => rowsAway(cell, -rowsOfPage),
  PageDown: (_table, cell) => rowsAway(cell, rowsOfPage),
  ArrowLeft: (_table, cell) => shownCells(rowOf(cell))[shownCells(rowOf(cell)).indexOf(cell) - 1],
  ArrowRight: (_table, cell) => shownCells(rowOf(cell))[shownCells(rowOf(cell)).indexOf(cell) + 1],
  Home: (_table, cell) => shownCells(rowOf(cell))[0],
  End: (_table, cell) => shownCells(rowOf(cell)).at(-1),
  'Control+Home': (table) => shownRows(table)[0]?.cells[0],
  'Control+End': (table) => shownCells(shownRows(table).at(-1)).at(-1),
}

/**
 * Lets the table be walked with the keyboard; \`open\` is called for Enter, Space and a click.
 *
 * @param {HTMLTableElement} table
 * @param {(cell: HTMLTableCellElement) => void} open
 */
function walkCells(table, open) {
  table.addEventListener('keydown', (event) => {
    const cell = cellOf(event)
    if (cell === undefined || event.altKey || event.metaKey) return
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      open(cell)
      return
    }
    const move = moves[event.ctrlKey ? \`Control+\${event.key}\` : event.key]
    if (move === undefined) return
    event.preventDefault()
    const next = move(table, cell)
    if (next !== undefined) focusCell(table, next)
  })
  table.addEventListener('click', (event) => {
    const cell = cellOf(event)
    if (cell === undefined) return
    focusCell(table, cell)
    open(cell)
  })
}

/**
 * Makes sure that Tab finds a cell that is shown.
 *
 * @param {HTMLTableElement} table
 */
function keepReachable(table) {
  const reachable = table.querySelector('[tabindex="0"]')
  if (reachable instanceof HTMLTableCellElement && !rowOf(reachable).hidden && !reachable.hidden) return
  reachable?.setAttribute('tabindex', '-1')
  shownRows(table)[0]?.cells[0].setAttribute('tabindex', '0')
}

/**
 * @param {HTMLTableElement} table
 * @param {HTMLTableCellElement} cell
 */
function focusCell(table, cell) {
  table.querySelector('[tabindex="0"]')?.setAttribute('tabindex', '-1')
  cell.tabIndex = 0
  cell.focus()
}

/**
 * The cell of the same column so many rows on; the last of them if there are fewer.
 *
 * @param {HTMLTableCellElement} cell
 * @param {number} distance
 */
function rowsAway(cell, distance) {
  const rows = shownRows(/** @type {HTMLTableElement} */ (cell.closest('table')))
  const index = rows.indexOf(rowOf(cell)) + distance
  return rows[Math.min(Math.max(index, 0), rows.length - 1)]?.cells[cell.cellIndex]
}

/** @param {HTMLTableElement} table */
function shownRows(table) {
  return [...table.rows].slice(1).filter((row) => !row.hidden)
}

/** @param {HTMLTableRowElement | undefined} row */
function shownCells(row) {
  return [...(row?.cells ?? [])].filter((cell) => !cell.hidden)
}

/** @param {HTMLTableCellElement} cell */
function rowOf(cell) {
  return /** @type {HTMLTableRowElement} */ (cell.parentElement)
}

/**
 * @param {Event} event
 * @returns {HTMLTableCellElement | undefined}
 */
function cellOf({ target }) {
  const cell = target instanceof Element ? target.closest('tbody th, tbody td') : null
  return cell instanceof HTMLTableCellElement ? cell : undefined
}

// Builds the table: a group of rows for each file, a row for each test, a cell for each target.

/** @import { FileData, GridData, RowData } from '../../grid-data.ts' */
/** @import { Outcome } from './outcome.js' */

/**
 * @typedef {object} GridRow
 * @property {HTMLTableRowElement} line
 * @property {string} file
 * @property {readonly string[]} path
 * @property {Outcome[]} outcomes For each target.
 * @property {string} text What a search looks in, in lower case.
 * @property {boolean} matches Whether it passes the filter.
 */

/**
 * @typedef {object} GridFile
 * @property {string} name
 * @property {HTMLTableSectionElement} group Its rows.
 * @property {HTMLTableRowElement} line The first of them, with its name.
 * @property {GridRow[]} rows
 * @property {boolean} collapsed
 */

/**
 * @param {GridData} data
 * @returns {{ table: HTMLTableElement, files: GridFile[] }}
 */
function buildTable(data) {
  const heads = data.columns.map(({ name, message }) =>
    element('th', { scope: 'col', role: 'columnheader', title: message ?? name }, name),
  )
  const head = element(
    'tr',
    { role: 'row' },
    element('th', { scope: 'col', role: 'columnheader', class: 'test' }, 'Test'),
    ...heads,
  )
  const files = data.files.map((file) => buildFile(file, data))
  const table = element(
    'table',
    { role: 'grid', 'aria-label': 'Tests by targets', 'aria-readonly': 'true' },
    element('thead', { role: 'rowgroup' }, head),
    ...files.map(({ group }) => group),
  )
  return { table, files }
}

/**
 * Shows what passes the filter and is not collapsed, and counts it.
 *
 * @param {GridFile} file
 */
function showFile(file) {
  const matching = file.rows.filter((row) => row.matches)
  file.line.hidden = matching.length === 0
  for (const row of file.rows) row.line.hidden = file.collapsed || !row.matches
  const [head, ...cells] = file.line.cells
  head.setAttribute('aria-expanded', String(!file.collapsed))
  for (const [column, cell] of cells.entries()) {
    showCounts(
      cell,
      matching.map(({ outcomes }) => outcomes[column]),
    )
  }
}

/**
 * @param {FileData} file
 * @param {GridData} data
 * @returns {GridFile}
 */
function buildFile({ name, rows }, data) {
  const head = element('th', { scope: 'rowgroup', role: 'rowheader', tabindex: '-1', class: 'test' }, name)
  const cells = data.columns.map(() => element('td', { role: 'gridcell', tabindex: '-1' }))
  const line = element('tr', { role: 'row', class: 'file' }, head, ...cells)
  const tests = rows.map((row) => buildRow(name, row, data))
  const group = element('tbody', { role: 'rowgroup' }, line, ...tests.map((test) => test.line))
  return { name, group, line, rows: tests, collapsed: false }
}

/**
 * @param {string} file
 * @param {RowData} row
 * @param {GridData} data
 * @returns {GridRow}
 */
function buildRow(file, [path, ...cells], data) {
  const outcomes = cells.map((cell) => outcomeOf(cell, data))
  const line = element('tr', { role: 'row' }, buildTitle(path), ...outcomes.map(buildCell))
  const reasons = outcomes.flatMap(({ detail }) => (detail === undefined ? [] : [detail.label, ...(detail.ids ?? [])]))
  const text = [file, ...path, ...reasons].join(' ').toLowerCase()
  return { line, file, path, outcomes, text, matches: true }
}

/** @param {readonly string[]} path */
function buildTitle(path) {
  const suites = path.slice(0, -1).map((name) => \`\${name} › \`)
  return element(
    'th',
    { scope: 'row', role: 'rowheader', tabindex: '-1', class: 'test' },
    element('span', { class: 'suites' }, ...suites),
    path.at(-1) ?? '',
  )
}

/** @param {Outcome} outcome */
function buildCell({ state, label }) {
  return element(
    'td',
    { role: 'gridcell', tabindex: '-1', class: state, 'aria-label': [words[state], label].filter(Boolean).join(', ') },
    symbols[state],
    ' ',
    state === 'passed' ? element('span', { class: 'time' }, label) : label,
  )
}

/**
 * Says in a file's cell how many of its tests ended how on one target; what there is none of is left out.
 *
 * @param {HTMLTableCellElement} cell
 * @param {Outcome[]} outcomes
 */
function showCounts(cell, outcomes) {
  const counts = /** @type {const} */ (['passed', 'failed', 'skipped', 'absent'])
    .map((state) => ({ state, count: outcomes.filter((outcome) => outcome.state === state).length }))
    .filter(({ count }) => count > 0)
  cell.setAttribute('aria-label', counts.map(({ state, count }) => \`\${count} \${words[state]}\`).join(', '))
  cell.replaceChildren(
    ...counts.map(({ state, count }) => element('span', { class: \`count \${state}\` }, \`\${symbols[state]} \${count}\`)),
  )
}

// Starts the page of a grid: the table, and on top of it the filters, the keyboard and the details.

/** @import { GridData } from '../../grid-data.ts' */

/** @type {GridData} */
const data = readData()
const { table, files } = buildTable(data)
const filters = buildFilters(data)
const details = new Details()
/** @type {number | undefined} */
let shownTarget
const found = element('output', {})
const collapse = element('button', { type: 'button' })
const nothing = element(
  'p',
  { class: 'nothing' },
  'No test matches. Search for less, or for another outcome, reason or target.',
)

const rowsByLine = new Map(files.flatMap(({ rows }) => rows.map((row) => [row.line, row])))
const filesByLine = new Map(files.map((file) => [file.line, file]))

filters.form.append(found, collapse)
byId('grid').append(filters.form, element('div', { class: 'scroller' }, table, nothing), details.panel)

filters.form.addEventListener('input', () => {
  for (const file of files) file.collapsed = false
  update()
})
collapse.addEventListener('click', () => {
  const collapsed = files.some((file) => !file.collapsed)
  for (const file of files) file.collapsed = collapsed
  update()
})
walkCells(table, openCell)
focusOnSlash(filters.search)
update()
document.documentElement.dataset.state = 'ready'

function update() {
  for (const file of files) {
    for (const row of file.rows) row.matches = filters.matches(row)
    showFile(file)
  }
  showTarget(filters.target())
  const rows = files.flatMap((file) => file.rows)
  const matching = rows.filter((row) => row.matches).length
  found.value = \`\${matching.toLocaleString('en')} of \${rows.length.toLocaleString('en')} tests\`
  collapse.textContent = files.some((file) => !file.collapsed) ? 'Collapse all' : 'Expand all'
  nothing.hidden = matching > 0
  keepReachable(table)
}

/**
 * Shows the column of one target, or of all.
 *
 * @param {number | undefined} target
 */
function showTarget(target) {
  if (target === shownTarget) return
  shownTarget = target
  for (const line of table.rows) {
    for (const cell of line.cells) {
      cell.hidden = target !== undefined && cell.cellIndex > 0 && cell.cellIndex !== target + 1
    }
  }
}

/** @param {HTMLTableCellElement} cell */
function openCell(cell) {
  const line = /** @type {HTMLTableRowElement} */ (cell.parentElement)
  const file = filesByLine.get(line)
  if (file !== undefined) {
    file.collapsed = !file.collapsed
    update()
    return
  }
  const row = rowsByLine.get(line)
  if (row === undefined) return
  const all = data.columns.map(({ name }, index) => ({ name, outcome: row.outcomes[index] }))
  details.open(cell, row, cell.cellIndex === 0 ? all : [all[cell.cellIndex - 1]])
}
`

export const transcriptStyle: string = `/* The colours of all pages, apart in lightness as well as in hue. A test computes the contrast of every pair in use. */
:root {
  --page: #ffffff;
  --raised: #f4f6f8;
  --hover: #e9eef3;
  --selected: #dce8fc;
  --line: #d5dbe1;
  --text: #1b2127;
  --quiet: #55606b;
  --accent: #0b57d0;
  --passed: #00695a;
  --passed-bar: #2a9d8a;
  --failed: #a62b00;
  --failed-fill: #fde3d7;
  --failed-text: #7c2100;
  --failed-bar: #c8430d;
  --skipped: #575a86;
  --skipped-bar: #b9bbd6;
  --fault: #7a5200;
}

@media (prefers-color-scheme: dark) {
  :root {
    --page: #14181d;
    --raised: #1c2229;
    --hover: #28313b;
    --selected: #223552;
    --line: #333d48;
    --text: #e3e8ed;
    --quiet: #9da9b5;
    --accent: #8ab8ff;
    --passed: #5fcbb4;
    --passed-bar: #2f9583;
    --failed: #ff9a70;
    --failed-fill: #4a2113;
    --failed-text: #ffc5ac;
    --failed-bar: #ff8d5e;
    --skipped: #b0b3de;
    --skipped-bar: #5b5e87;
    --fault: #e5b85c;
  }
}

/* What all pages have in common: type, controls, focus. */
* {
  box-sizing: border-box;
}

html {
  color-scheme: light dark;
}

body {
  display: flex;
  flex-direction: column;
  height: 100dvh;
  margin: 0;
  background: var(--page);
  color: var(--text);
  font:
    13px / 1.45 system-ui,
    sans-serif;
}

h1,
h2,
h3,
p {
  margin: 0;
  font-size: inherit;
}

h1 {
  font-size: 17px;
}

.unseen {
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
}

.heading {
  display: flex;
  flex-wrap: wrap;
  gap: 4px 16px;
  align-items: baseline;
  padding: 12px 16px 8px;
}

.heading p {
  color: var(--quiet);
}

code,
pre {
  font:
    12px / 1.5 ui-monospace,
    "DejaVu Sans Mono",
    monospace;
}

pre {
  overflow: auto;
  margin: 0;
  padding: 8px 10px;
  border: 1px solid var(--line);
  border-radius: 4px;
  background: var(--raised);
  overflow-wrap: anywhere;
  white-space: pre-wrap;
}

input,
select,
button {
  height: 28px;
  padding: 0 8px;
  border: 1px solid var(--line);
  border-radius: 4px;
  background: var(--page);
  color: inherit;
  font: inherit;
}

button {
  cursor: pointer;
}

button:hover {
  background: var(--hover);
}

input::placeholder {
  color: var(--quiet);
  opacity: 1;
}

:focus-visible {
  outline: 2px solid var(--accent);
  outline-offset: -2px;
}

.passed {
  color: var(--passed);
}

.failed {
  color: var(--failed);
}

.skipped {
  color: var(--skipped);
}

.absent {
  color: var(--quiet);
}

.plain {
  border-collapse: collapse;
}

.plain th,
.plain td {
  padding: 2px 12px;
  border-bottom: 1px solid var(--line);
  text-align: left;
}

.plain th[scope="row"] {
  font-weight: normal;
}

@media print {
  body {
    height: auto;
  }
}

/* The page of transcripts: tests, diagram, details, side by side. */
main {
  display: grid;
  flex: 1;
  grid-template-columns: 300px minmax(0, 1fr) 380px;
  min-height: 0;
  border-top: 1px solid var(--line);
}

main.single {
  grid-template-columns: minmax(0, 1fr) 380px;
}

.test {
  display: flex;
  flex-direction: column;
  min-width: 0;
  min-height: 0;
}

.bar {
  display: flex;
  gap: 16px;
  align-items: start;
  justify-content: space-between;
  padding: 8px 16px;
  overflow-wrap: anywhere;
}

.bar h2 {
  font-size: 14px;
}

.bar p {
  color: var(--quiet);
}

.bar button {
  flex: none;
}

button[aria-pressed="true"] {
  border-color: var(--accent);
  background: var(--hover);
}

.errors {
  overflow: auto;
  max-height: 30%;
  padding: 0 16px;
}

.errors pre {
  margin-bottom: 8px;
  border-color: var(--failed);
  background: var(--failed-fill);
  color: var(--failed-text);
}

.suites {
  color: var(--quiet);
}

.tests {
  display: flex;
  flex-direction: column;
  min-height: 0;
  border-right: 1px solid var(--line);
}

.tests input {
  margin: 8px 8px 4px;
}

.tests output {
  padding: 0 12px 6px;
  color: var(--quiet);
}

.tests ul {
  flex: 1;
  overflow: auto;
  margin: 0;
  padding: 0;
  border-top: 1px solid var(--line);
  list-style: none;
}

.tests li {
  display: flex;
  gap: 8px;
  padding: 6px 12px;
  border-bottom: 1px solid var(--line);
  contain-intrinsic-size: auto 72px;
  content-visibility: auto;
  cursor: pointer;
  overflow-wrap: anywhere;
}

.tests li[hidden] {
  display: none;
}

.tests li:hover {
  background: var(--raised);
}

.tests li[aria-selected="true"] {
  background: var(--selected);
  box-shadow: inset 3px 0 var(--accent);
}

.tests li p {
  color: var(--quiet);
}

main:empty,
main.single .tests {
  display: none;
}

.details {
  overflow: auto;
  padding: 12px 16px 24px;
  border-left: 1px solid var(--line);
  overflow-wrap: anywhere;
}

.details h2 {
  margin-bottom: 8px;
  font-size: 14px;
}

h2.missing {
  color: var(--failed);
}

h2.fault {
  color: var(--fault);
}

.details dl {
  display: grid;
  grid-template-columns: max-content 1fr;
  gap: 2px 16px;
  margin: 0 0 12px;
}

.details dt {
  color: var(--quiet);
}

.details dd {
  margin: 0;
  font-variant-numeric: tabular-nums;
}

@media (max-width: 1100px) {
  main,
  main.single {
    grid-template-rows: minmax(0, 1fr) minmax(0, 40%);
    grid-template-columns: 260px minmax(0, 1fr);
  }

  main.single {
    grid-template-columns: minmax(0, 1fr);
  }

  .tests {
    grid-row: 1 / 3;
  }

  .details {
    border-top: 1px solid var(--line);
    border-left: 0;
  }
}

@media print {
  main {
    display: block;
  }

  .tests {
    display: none;
  }

  .scroller {
    overflow: visible;
  }
}

/* The sequence diagram. A kind of event chooses its inks. */
.scroller {
  flex: 1;
  overflow: auto;
  min-height: 200px;
  border-top: 1px solid var(--line);
}

.scroller:has(:focus-visible) {
  outline: 2px solid var(--accent);
  outline-offset: -2px;
}

svg {
  display: block;
  font:
    11px ui-monospace,
    "DejaVu Sans Mono",
    monospace;
}

.heads {
  position: sticky;
  top: 0;
  height: 36px;
  background: var(--page);
}

.heads rect {
  fill: var(--raised);
  stroke: var(--line);
}

.heads text {
  fill: var(--text);
  font-weight: 600;
}

.drawing:focus {
  outline: none;
}

.lifeline {
  stroke: var(--line);
}

.event {
  --ink: var(--text);
  --words: var(--text);
  --ground: transparent;
  --halo: var(--page);
  cursor: pointer;
}

.request,
.response {
  --ink: var(--passed);
}

.ping,
.pong,
.note {
  --ink: var(--quiet);
  --words: var(--quiet);
}

.fault {
  --ink: var(--fault);
  --words: var(--fault);
}

.missing {
  --ink: var(--failed-text);
  --words: var(--failed-text);
  --ground: var(--failed-fill);
  --halo: none;
}

.event:hover {
  --ground: var(--hover);
  --halo: none;
}

.event[aria-selected="true"]:not(.missing) {
  --ground: var(--selected);
  --halo: none;
}

.row {
  fill: var(--ground);
}

[aria-selected="true"] > .row {
  stroke: var(--accent);
}

.time,
.beside {
  fill: var(--quiet);
}

.time {
  text-anchor: end;
}

.label {
  fill: var(--words);
  paint-order: stroke;
  stroke: var(--halo);
  stroke-width: 3px;
}

.shaft {
  fill: none;
  stroke: var(--ink);
}

.tip,
.recorder {
  fill: var(--ink);
}

.response .shaft {
  stroke-dasharray: 6 2;
}

.missing .shaft {
  stroke-dasharray: 2 4;
}

.missing .label {
  font-weight: 600;
}

.missing .time,
.missing .beside {
  fill: var(--words);
}
`

export const transcriptScript: string = `// Makes elements. Whatever comes from tests goes in as text or as the value of an attribute, never as markup.

/**
 * An HTML element.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
function element(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children)
}

/**
 * An SVG element.
 *
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} children
 * @returns {SVGElementTagNameMap[Tag]}
 */
function drawn(tag, attributes = {}, ...children) {
  return filled(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children)
}

/**
 * @template {Element} Made
 * @param {Made} made
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} children
 */
function filled(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  made.append(...children)
  return made
}

/**
 * The data that the page carries.
 *
 * @returns {any}
 */
function readData() {
  return JSON.parse(document.getElementById('data')?.textContent ?? 'null')
}

/**
 * An element of the page that is surely there.
 *
 * @param {string} id
 */
function byId(id) {
  const found = document.getElementById(id)
  if (found === null) throw new Error(\`Expected the page to have #\${id}.\`)
  return found
}

// The key / goes to the search box, as on many sites of code.

/** @param {HTMLInputElement} search */
function focusOnSlash(search) {
  document.addEventListener('keydown', (event) => {
    const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping) return
    event.preventDefault()
    search.focus()
    search.select()
  })
}

// Draws one event: its time, its arrow from lifeline to lifeline, and its text beside the diagram.

/** @import { EventData } from '../../transcript-data.ts' */

/** Pixels. */
const layout = { row: 28, head: 36, times: 104, character: 6.7 }

/** Pixels between lifelines: as few as labels can bear, and as many as look well. */
const between = { least: 120, most: 176 }
/** Pixels that a text needs beside the diagram to be of any use. */
const leastText = 160

/**
 * @typedef {object} Frame How wide the diagram of a test is.
 * @property {readonly string[]} lifelines
 * @property {number} between Pixels between two lifelines.
 * @property {number} right Where the diagram ends, and texts begin.
 * @property {number} width Of all.
 */

/**
 * Fits the lifelines into the room that there is.
 *
 * @param {readonly string[]} lifelines
 * @param {number} room Pixels.
 * @returns {Frame}
 */
function frameOf(lifelines, room) {
  const share = (room - layout.times) / lifelines.length
  const distance = Math.max(between.least, Math.min(between.most, share))
  const right = layout.times + lifelines.length * distance
  return { lifelines, between: distance, right, width: Math.max(room, right) }
}

/**
 * Where a lifeline is.
 *
 * @param {Frame} frame
 * @param {number} lifeline
 */
function middleOf(frame, lifeline) {
  return layout.times + (lifeline + 0.5) * frame.between
}

/**
 * @param {EventData} event
 * @param {Frame} frame
 * @param {{ index: number, count: number, time: string, selected: boolean }} place
 */
function drawEvent(event, frame, { index, count, time, selected }) {
  const [, , , , kind, label, text] = event
  const { shapes, shownLabel } = hasArrow(event) ? drawArrow(event, frame) : drawRemark(event, frame)
  const isRoom = frame.width - frame.right >= leastText && !shownLabel.includes(text)
  return drawn(
    'g',
    {
      id: \`event-\${index}\`,
      role: 'option',
      class: \`event \${kind}\`,
      transform: \`translate(0 \${index * layout.row})\`,
      'aria-selected': String(selected),
      'aria-posinset': String(index + 1),
      'aria-setsize': String(count),
      'aria-label': [time, sentence(event, frame.lifelines), label].join(', '),
      'data-index': String(index),
    },
    drawn('rect', { class: 'row', width: String(frame.width), height: String(layout.row) }),
    drawn('text', { class: 'time', x: String(layout.times - 12), y: '18' }, time),
    ...shapes,
    ...(isRoom ? [drawBeside(text, frame)] : []),
  )
}

/**
 * Who is at which end.
 *
 * @param {EventData} event
 * @returns {{ from: number, to: number }}
 */
function endsOf([, actor, peer, direction]) {
  return direction === 'received' ? { from: peer, to: actor } : { from: actor, to: peer }
}

/** @param {EventData} event */
function hasArrow([, actor, peer]) {
  return peer !== -1 && peer !== actor
}

/**
 * @param {EventData} event
 * @param {readonly string[]} lifelines
 */
function sentence(event, lifelines) {
  if (!hasArrow(event)) return lifelines[event[1]]
  const { from, to } = endsOf(event)
  return \`\${lifelines[from]} to \${lifelines[to]}\`
}

/**
 * @param {EventData} event
 * @param {Frame} frame
 */
function drawArrow(event, frame) {
  const [, actor, , , kind, label] = event
  const { from, to } = endsOf(event)
  const [start, end] = [middleOf(frame, from), middleOf(frame, to)]
  const back = start < end ? -1 : 1
  // The dot of the one who recorded it is not to be covered.
  const tip = end + (actor === to ? 4 * back : 0)
  const left = Math.min(start, end)
  // What is missing is said in full, whatever is to its right.
  const room = kind === 'missing' ? frame.width - left : Math.abs(end - start)
  const shownLabel = shortened(label, room - 24)
  const place = kind === 'missing' ? { x: left + 12, anchor: 'start' } : { x: (start + end) / 2, anchor: 'middle' }
  const shapes = [
    drawn('path', { class: 'shaft', d: \`M\${start} 20H\${tip + 7 * back}\` }),
    drawn('path', { class: 'tip', d: \`M\${tip} 20l\${7 * back} -4v8z\` }),
    drawn('circle', { class: 'recorder', cx: String(middleOf(frame, actor)), cy: '20', r: '2.5' }),
    drawn('text', { class: 'label', x: String(place.x), y: '14', 'text-anchor': place.anchor }, shownLabel),
  ]
  return { shapes, shownLabel }
}

/**
 * @param {EventData} event
 * @param {Frame} frame
 */
function drawRemark([, actor, , , , label], frame) {
  const x = middleOf(frame, actor)
  const shownLabel = shortened(label, frame.width - x - 24)
  const shapes = [
    drawn('path', { class: 'tip', d: \`M\${x} 9l5 5l-5 5l-5 -5z\` }),
    drawn('text', { class: 'label', x: String(x + 12), y: '18' }, shownLabel),
  ]
  return { shapes, shownLabel }
}

/**
 * @param {string} text
 * @param {Frame} frame
 */
function drawBeside(text, { right, width }) {
  const shown = shortened(text.replaceAll('\\n', ' '), width - right - 24)
  return drawn('text', { class: 'beside', x: String(right + 12), y: '18' }, shown)
}

/**
 * As much of a text as there is room for.
 *
 * @param {string} text
 * @param {number} pixels
 */
function shortened(text, pixels) {
  const length = Math.max(1, Math.floor(pixels / layout.character))
  return text.length > length ? \`\${text.slice(0, length - 1)}…\` : text
}

// How moments are written: since the first event, or by the clock.

/**
 * @param {number} milliseconds
 */
function elapsed(milliseconds) {
  return Math.abs(milliseconds) < 10_000 ? \`\${milliseconds.toFixed(1)} ms\` : \`\${(milliseconds / 1000).toFixed(3)} s\`
}

/**
 * UTC, so that everybody reads the same.
 *
 * @param {number} at Milliseconds since the epoch.
 */
function clock(at) {
  return isoOf(at).slice(11)
}

/**
 * ISO 8601, for whatever a recorder took for a time.
 *
 * @param {number} at Milliseconds since the epoch.
 */
function isoOf(at) {
  const date = new Date(at)
  return Number.isNaN(date.getTime()) ? String(at) : date.toISOString()
}

// The sequence diagram of one test. Only the rows in sight are drawn, so that its length does not matter.

/** @import { TranscriptData } from '../../transcript-data.ts' */
/** @import { Frame } from './event-drawing.js' */

/** Rows drawn above and below those in sight. */
const margin = 20

class Diagram {
  scroller = element('div', { class: 'scroller' })
  /** Whether times are by the clock. */
  clockTimes = false
  #heads = drawn('svg', { class: 'heads', 'aria-hidden': 'true' })
  #drawing = drawn('svg', { class: 'drawing', role: 'listbox', tabindex: '0', 'aria-label': 'Events' })
  /** @type {TranscriptData | undefined} */
  #test
  #selected = -1
  #choose

  /** @param {(index: number) => void} choose Called with the event that is selected. */
  constructor(choose) {
    this.#choose = choose
    this.scroller.append(this.#heads, this.#drawing)
    this.scroller.addEventListener('scroll', () => this.draw())
    this.#drawing.addEventListener('keydown', (event) => this.#walk(event))
    this.#drawing.addEventListener('click', ({ target }) => {
      const row = target instanceof Element ? target.closest('.event') : null
      if (row instanceof SVGElement) this.select(Number(row.dataset.index))
    })
    new ResizeObserver(() => this.#fit()).observe(this.scroller)
  }

  /**
   * Shows a test from its start, or from the first event that is missing.
   *
   * @param {TranscriptData} test
   */
  show(test) {
    this.#test = test
    this.#selected = -1
    this.#drawing.setAttribute('height', String(test.events.length * layout.row))
    this.scroller.scrollTo(0, 0)
    this.#drawing.removeAttribute('aria-activedescendant')
    const missing = test.events.findIndex((event) => event[4] === 'missing')
    this.select(Math.max(0, missing))
  }

  /** @param {number} index */
  select(index) {
    const count = this.#test?.events.length ?? 0
    if (count === 0) {
      this.draw()
      return
    }
    this.#selected = Math.min(Math.max(index, 0), count - 1)
    this.#bringIntoSight(this.#selected)
    this.draw()
    this.#drawing.setAttribute('aria-activedescendant', \`event-\${this.#selected}\`)
    this.#choose(this.#selected)
  }

  focus() {
    this.#drawing.focus({ preventScroll: true })
  }

  draw() {
    if (this.#test === undefined) return
    const { events, lifelines, start } = this.#test
    const frame = frameOf(lifelines, this.scroller.clientWidth)
    for (const svg of [this.#heads, this.#drawing]) svg.setAttribute('width', String(frame.width))
    this.#heads.replaceChildren(...lifelines.map((_, index) => drawHead(frame, index)))
    const first = Math.max(0, Math.floor(this.scroller.scrollTop / layout.row) - margin)
    const end = Math.ceil((this.scroller.scrollTop + this.scroller.clientHeight) / layout.row) + margin
    const rows = events.slice(first, end).map((event, offset) => {
      const index = first + offset
      const time = this.clockTimes ? clock(start + event[0]) : elapsed(event[0])
      const selected = index === this.#selected
      return drawEvent(event, frame, { index, count: events.length, time, selected })
    })
    this.#drawing.replaceChildren(...lifelines.map((_, index) => drawLifeline(frame, index)), ...rows)
  }

  #fit() {
    this.#bringIntoSight(Math.max(0, this.#selected))
    this.draw()
  }

  /** @param {number} index */
  #bringIntoSight(index) {
    const top = index * layout.row
    const room = this.scroller.clientHeight - layout.head - layout.row
    const { scrollTop } = this.scroller
    if (scrollTop > top) this.scroller.scrollTop = top
    else if (scrollTop < top - room) this.scroller.scrollTop = top - room / 2
  }

  /** @param {KeyboardEvent} event */
  #walk(event) {
    const page = Math.max(1, Math.floor(this.scroller.clientHeight / layout.row) - 2)
    const last = (this.#test?.events.length ?? 0) - 1
    /** @type {Record<string, number>} */
    const aims = {
      ArrowUp: this.#selected - 1,
      ArrowDown: this.#selected + 1,
      PageUp: this.#selected - page,
      PageDown: this.#selected + page,
      Home: 0,
      End: last,
    }
    const aim = aims[event.key]
    if (aim === undefined || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    this.select(aim)
  }
}

/**
 * @param {Frame} frame
 * @param {number} index
 */
function drawLifeline(frame, index) {
  const x = String(middleOf(frame, index))
  return drawn('line', { class: 'lifeline', x1: x, x2: x, y2: '100%', role: 'none' })
}

/**
 * @param {Frame} frame
 * @param {number} index
 */
function drawHead(frame, index) {
  const name = frame.lifelines[index]
  const middle = middleOf(frame, index)
  const width = frame.between - 12
  return drawn(
    'g',
    {},
    drawn('title', {}, name),
    drawn('rect', { x: String(middle - width / 2), y: '5', width: String(width), height: '24', rx: '4' }),
    drawn('text', { x: String(middle), y: '21', 'text-anchor': 'middle' }, shortened(name, width - 8)),
  )
}

// The panel with the whole text of an event, who said it to whom, and when.

/** @import { TranscriptData } from '../../transcript-data.ts' */

/** Characters that are shown at once; a browser is slow with more in one block. */
const longestText = 200_000

/** Shows one event at a time. */
class EventDetails {
  panel = element('section', { class: 'details', tabindex: '0', 'aria-label': 'Event' })

  /**
   * @param {TranscriptData} test
   * @param {number} index
   */
  show(test, index) {
    const event = test.events[index]
    const [at, actor, , , kind, label, text] = event
    const previous = test.events[index - 1]
    const { from, to } = endsOf(event)
    /** @type {[string, string][]} */
    const facts = [
      ['Event', \`\${(index + 1).toLocaleString('en')} of \${test.events.length.toLocaleString('en')}\`],
      ['Kind', kind],
      ...ends(hasArrow(event), test.lifelines[from], test.lifelines[to]),
      ['Recorded by', test.lifelines[actor]],
      ['Since start', elapsed(at)],
      ...(previous === undefined ? [] : [/** @type {[string, string]} */ (['Since last', elapsed(at - previous[0])])]),
      ['Time', isoOf(test.start + at)],
    ]
    this.panel.replaceChildren(
      element('h2', { class: kind }, label),
      element('dl', {}, ...facts.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)])),
      ...(text === '' ? [] : [element('pre', {}, pretty(text))]),
    )
    this.panel.scrollTop = 0
  }

  clear() {
    this.panel.replaceChildren(element('p', {}, 'Nothing was recorded in this test.'))
  }
}

/**
 * @param {boolean} arrow
 * @param {string} from
 * @param {string} to
 * @returns {[string, string][]}
 */
function ends(arrow, from, to) {
  return arrow
    ? [
        ['From', from],
        ['To', to],
      ]
    : []
}

/** @param {string} text */
function pretty(text) {
  const shown = /^\\s*[[{]/.test(text) ? indented(text) : text
  return shown.length > longestText
    ? \`\${shown.slice(0, longestText)}… (\${shown.length - longestText} more characters)\`
    : shown
}

/** @param {string} text */
function indented(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    // Not JSON after all: shown as it came.
    return text
  }
}

// The list of tests: searched, and walked with the arrow keys; the test that has the focus is the one shown.

/** @import { TranscriptData } from '../../transcript-data.ts' */

const marks = { passed: '✓', failed: '✕', skipped: '–' }

/**
 * @param {readonly TranscriptData[]} tests
 * @param {(test: TranscriptData) => void} choose
 */
function buildTestList(tests, choose) {
  const search = element('input', {
    type: 'search',
    placeholder: 'Search tests and messages  ( / )',
    'aria-label': 'Search tests and messages',
    autocomplete: 'off',
    spellcheck: 'false',
  })
  const found = element('output', {})
  const list = element('ul', { role: 'listbox', 'aria-label': 'Tests' })
  const entries = tests.map((test) => ({ test, item: buildItem(test), text: searchedText(test) }))
  list.append(...entries.map(({ item }) => item))

  /** @param {HTMLElement} item */
  const select = (item) => {
    for (const { item: other } of entries) {
      other.tabIndex = other === item ? 0 : -1
      other.setAttribute('aria-selected', String(other === item))
    }
    const entry = entries.find((other) => other.item === item)
    if (entry !== undefined) choose(entry.test)
  }
  const filter = () => {
    const words = search.value.toLowerCase().split(/\\s+/)
    for (const { item, text } of entries) item.hidden = !words.every((word) => text.includes(word))
    const shown = entries.filter(({ item }) => !item.hidden)
    found.value = \`\${shown.length.toLocaleString('en')} of \${entries.length.toLocaleString('en')} tests\`
    // Tab must find one that is shown.
    for (const { item } of entries) item.tabIndex = -1
    const reachable = shown.find(({ item }) => item.getAttribute('aria-selected') === 'true') ?? shown[0]
    if (reachable !== undefined) reachable.item.tabIndex = 0
  }
  search.addEventListener('input', filter)
  list.addEventListener('click', ({ target }) => {
    const item = target instanceof Element ? target.closest('li') : null
    if (item !== null) select(item)
  })
  list.addEventListener('keydown', (event) => {
    const shown = entries.map(({ item }) => item).filter((item) => !item.hidden)
    const next = neighbour(shown, event)
    if (next === undefined) return
    event.preventDefault()
    next.focus()
    select(next)
  })
  filter()
  const pane = element('nav', { class: 'tests', 'aria-label': 'Tests' }, search, found, list)
  return { pane, search, selectFirst: () => entries[0] && select(entries[0].item) }
}

/** @param {TranscriptData} test */
function buildItem({ path, file, target, state, events }) {
  const missing = events.filter(([, , , , kind]) => kind === 'missing').length
  const facts = \`\${target} · \${events.length.toLocaleString('en')} events\`
  return element(
    'li',
    { role: 'option', tabindex: '-1', 'aria-selected': 'false' },
    element('span', { class: state, 'aria-label': state, role: 'img' }, marks[state]),
    element(
      'div',
      {},
      element('span', { class: 'suites' }, ...path.slice(0, -1).map((name) => \`\${name} › \`)),
      path.at(-1) ?? '',
      element('p', {}, file),
      element(
        'p',
        {},
        facts,
        ...(missing > 0 ? [' · ', element('span', { class: 'failed' }, \`\${missing} missing\`)] : []),
      ),
    ),
  )
}

/**
 * @param {TranscriptData} test
 */
function searchedText({ path, file, target, state, errors, events }) {
  return [...path, file, target, state, ...errors, ...events.map((event) => event[6])].join(' ').toLowerCase()
}

/**
 * @param {HTMLElement[]} items
 * @param {KeyboardEvent} event
 */
function neighbour(items, { key, target }) {
  const index = items.indexOf(/** @type {HTMLElement} */ (target))
  if (key === 'ArrowDown') return items[index + 1]
  if (key === 'ArrowUp') return items[index - 1]
  if (key === 'Home') return items[0]
  return key === 'End' ? items.at(-1) : undefined
}

// Starts the page of transcripts: the list of tests, the diagram of the chosen one, and the details of an event.

/** @import { TranscriptData } from '../../transcript-data.ts' */

/** @type {TranscriptData[]} */
const tests = readData()
/** @type {TranscriptData | undefined} */
let chosen
const details = new EventDetails()
const diagram = new Diagram((index) => chosen && details.show(chosen, index))
const list = buildTestList(tests, showTest)
const title = element('h2')
const facts = element('p')
const errors = element('div', { class: 'errors' })
const times = element('button', { type: 'button', 'aria-pressed': 'false' }, 'Clock times (UTC)')

const bar = element('div', { class: 'bar' }, element('div', {}, title, facts), times)
const main = byId('transcripts')
main.classList.toggle('single', tests.length === 1)
main.append(list.pane, element('div', { class: 'test' }, bar, errors, diagram.scroller), details.panel)

times.addEventListener('click', () => {
  diagram.clockTimes = !diagram.clockTimes
  times.setAttribute('aria-pressed', String(diagram.clockTimes))
  diagram.draw()
})
diagram.scroller.addEventListener('keydown', (event) => {
  if (event.key === 'Enter') details.panel.focus()
})
details.panel.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') diagram.focus()
})
focusOnSlash(list.search)
list.selectFirst()
document.documentElement.dataset.state = 'ready'

/** @param {TranscriptData} test */
function showTest(test) {
  chosen = test
  title.textContent = test.path.join(' › ')
  const lost = test.dropped > 0 ? [\`\${test.dropped.toLocaleString('en')} older events were lost\`] : []
  facts.textContent = [test.file, test.target, test.state, ...lost].join(' · ')
  errors.replaceChildren(...test.errors.map((error) => element('pre', { tabindex: '0' }, error)))
  if (test.events.length === 0) details.clear()
  diagram.show(test)
}
`
