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
 * Lets the table be walked with the keyboard; `open` is called for Enter, Space and a click.
 *
 * @param {HTMLTableElement} table
 * @param {(cell: HTMLTableCellElement) => void} open
 */
export function walkCells(table, open) {
  table.addEventListener('keydown', (event) => {
    const cell = cellOf(event)
    if (cell === undefined || event.altKey || event.metaKey) return
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      open(cell)
      return
    }
    const move = moves[event.ctrlKey ? `Control+${event.key}` : event.key]
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
export function keepReachable(table) {
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
