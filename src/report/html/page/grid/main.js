// Starts the page of a grid: the table, and on top of it the filters, the keyboard and the details.
import { byId, element, readData } from '../element.js'
import { focusOnSlash } from '../focus-on-slash.js'
import { Details } from './details.js'
import { buildFilters } from './filters.js'
import { keepReachable, walkCells } from './keyboard.js'
import { buildTable, showFile } from './table.js'

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
  found.value = `${matching.toLocaleString('en')} of ${rows.length.toLocaleString('en')} tests`
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
