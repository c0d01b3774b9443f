// The search box and the filters above the table.
import { element } from '../element.js'
import { words } from './outcome.js'

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
export function buildFilters(data) {
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
    .split(/\s+/)
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
