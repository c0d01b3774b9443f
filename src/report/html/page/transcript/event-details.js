// The panel with the whole text of an event, who said it to whom, and when.
import { element } from '../element.js'
import { endsOf, hasArrow } from './event-drawing.js'
import { elapsed, isoOf } from './times.js'

/** @import { TranscriptData } from '../../transcript-data.ts' */

/** Characters that are shown at once; a browser is slow with more in one block. */
const longestText = 200_000

/** Shows one event at a time. */
export class EventDetails {
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
      ['Event', `${(index + 1).toLocaleString('en')} of ${test.events.length.toLocaleString('en')}`],
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
  const shown = /^\s*[[{]/.test(text) ? indented(text) : text
  return shown.length > longestText
    ? `${shown.slice(0, longestText)}… (${shown.length - longestText} more characters)`
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
