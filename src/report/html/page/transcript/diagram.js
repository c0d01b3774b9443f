// The sequence diagram of one test. Only the rows in sight are drawn, so that its length does not matter.
import { drawn, element } from '../element.js'
import { drawEvent, frameOf, layout, middleOf, shortened } from './event-drawing.js'
import { clock, elapsed } from './times.js'

/** @import { TranscriptData } from '../../transcript-data.ts' */
/** @import { Frame } from './event-drawing.js' */

/** Rows drawn above and below those in sight. */
const margin = 20

export class Diagram {
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
    this.#drawing.setAttribute('aria-activedescendant', `event-${this.#selected}`)
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
