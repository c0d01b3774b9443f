// Starts the page of transcripts: the list of tests, the diagram of the chosen one, and the details of an event.
import { byId, element, readData } from '../element.js'
import { focusOnSlash } from '../focus-on-slash.js'
import { Diagram } from './diagram.js'
import { EventDetails } from './event-details.js'
import { buildTestList } from './test-list.js'

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
  const lost = test.dropped > 0 ? [`${test.dropped.toLocaleString('en')} older events were lost`] : []
  facts.textContent = [test.file, test.target, test.state, ...lost].join(' · ')
  errors.replaceChildren(...test.errors.map((error) => element('pre', { tabindex: '0' }, error)))
  if (test.events.length === 0) details.clear()
  diagram.show(test)
}
