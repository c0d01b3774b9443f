// What a cell shows: a symbol and a word for its state, and the few words beside them.

/** @import { CellData, GridData, OutcomeData } from '../../grid-data.ts' */

/**
 * @typedef {object} Outcome
 * @property {'passed' | 'failed' | 'skipped' | 'absent'} state
 * @property {string} label
 * @property {number} [duration] Milliseconds.
 * @property {OutcomeData} [detail]
 */

export const symbols = { passed: '✓', failed: '✕', skipped: '–', absent: '·' }
export const words = { passed: 'passed', failed: 'failed', skipped: 'skipped', absent: 'not run' }

/**
 * @param {CellData} cell
 * @param {GridData} data
 * @returns {Outcome}
 */
export function outcomeOf(cell, data) {
  if (cell === null) return { state: 'absent', label: '' }
  if (typeof cell === 'number') return { state: 'passed', label: duration(cell), duration: cell }
  const detail = data.outcomes[cell[0]]
  return { state: detail.state, label: detail.label, duration: cell[1], detail }
}

/** @param {number} milliseconds */
export function duration(milliseconds) {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`
}
