// Builds the table: a group of rows for each file, a row for each test, a cell for each target.
import { element } from '../element.js'
import { outcomeOf, symbols, words } from './outcome.js'

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
export function buildTable(data) {
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
export function showFile(file) {
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
  const suites = path.slice(0, -1).map((name) => `${name} › `)
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
  cell.setAttribute('aria-label', counts.map(({ state, count }) => `${count} ${words[state]}`).join(', '))
  cell.replaceChildren(
    ...counts.map(({ state, count }) => element('span', { class: `count ${state}` }, `${symbols[state]} ${count}`)),
  )
}
