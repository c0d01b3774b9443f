// Draws one event: its time, its arrow from lifeline to lifeline, and its text beside the diagram.
import { drawn } from '../element.js'

/** @import { EventData } from '../../transcript-data.ts' */

/** Pixels. */
export const layout = { row: 28, head: 36, times: 104, character: 6.7 }

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
export function frameOf(lifelines, room) {
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
export function middleOf(frame, lifeline) {
  return layout.times + (lifeline + 0.5) * frame.between
}

/**
 * @param {EventData} event
 * @param {Frame} frame
 * @param {{ index: number, count: number, time: string, selected: boolean }} place
 */
export function drawEvent(event, frame, { index, count, time, selected }) {
  const [, , , , kind, label, text] = event
  const { shapes, shownLabel } = hasArrow(event) ? drawArrow(event, frame) : drawRemark(event, frame)
  const isRoom = frame.width - frame.right >= leastText && !shownLabel.includes(text)
  return drawn(
    'g',
    {
      id: `event-${index}`,
      role: 'option',
      class: `event ${kind}`,
      transform: `translate(0 ${index * layout.row})`,
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
export function endsOf([, actor, peer, direction]) {
  return direction === 'received' ? { from: peer, to: actor } : { from: actor, to: peer }
}

/** @param {EventData} event */
export function hasArrow([, actor, peer]) {
  return peer !== -1 && peer !== actor
}

/**
 * @param {EventData} event
 * @param {readonly string[]} lifelines
 */
function sentence(event, lifelines) {
  if (!hasArrow(event)) return lifelines[event[1]]
  const { from, to } = endsOf(event)
  return `${lifelines[from]} to ${lifelines[to]}`
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
    drawn('path', { class: 'shaft', d: `M${start} 20H${tip + 7 * back}` }),
    drawn('path', { class: 'tip', d: `M${tip} 20l${7 * back} -4v8z` }),
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
    drawn('path', { class: 'tip', d: `M${x} 9l5 5l-5 5l-5 -5z` }),
    drawn('text', { class: 'label', x: String(x + 12), y: '18' }, shownLabel),
  ]
  return { shapes, shownLabel }
}

/**
 * @param {string} text
 * @param {Frame} frame
 */
function drawBeside(text, { right, width }) {
  const shown = shortened(text.replaceAll('\n', ' '), width - right - 24)
  return drawn('text', { class: 'beside', x: String(right + 12), y: '18' }, shown)
}

/**
 * As much of a text as there is room for.
 *
 * @param {string} text
 * @param {number} pixels
 */
export function shortened(text, pixels) {
  const length = Math.max(1, Math.floor(pixels / layout.character))
  return text.length > length ? `${text.slice(0, length - 1)}…` : text
}
