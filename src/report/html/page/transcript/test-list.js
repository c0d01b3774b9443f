// The list of tests: searched, and walked with the arrow keys; the test that has the focus is the one shown.
import { element } from '../element.js'

/** @import { TranscriptData } from '../../transcript-data.ts' */

const marks = { passed: '✓', failed: '✕', skipped: '–' }

/**
 * @param {readonly TranscriptData[]} tests
 * @param {(test: TranscriptData) => void} choose
 */
export function buildTestList(tests, choose) {
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
    const words = search.value.toLowerCase().split(/\s+/)
    for (const { item, text } of entries) item.hidden = !words.every((word) => text.includes(word))
    const shown = entries.filter(({ item }) => !item.hidden)
    found.value = `${shown.length.toLocaleString('en')} of ${entries.length.toLocaleString('en')} tests`
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
  const facts = `${target} · ${events.length.toLocaleString('en')} events`
  return element(
    'li',
    { role: 'option', tabindex: '-1', 'aria-selected': 'false' },
    element('span', { class: state, 'aria-label': state, role: 'img' }, marks[state]),
    element(
      'div',
      {},
      element('span', { class: 'suites' }, ...path.slice(0, -1).map((name) => `${name} › `)),
      path.at(-1) ?? '',
      element('p', {}, file),
      element(
        'p',
        {},
        facts,
        ...(missing > 0 ? [' · ', element('span', { class: 'failed' }, `${missing} missing`)] : []),
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
