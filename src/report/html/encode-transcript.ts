// Puts a transcript into the form that its page draws, without secrets unless they are asked for.
import { redact, type TranscriptEvent } from '../../transcript/index.ts'
import type { TranscriptRecord } from '../transcript-record.ts'
import { labelOf } from './event-label.ts'
import { type Lifelines, lifelinesOf } from './lifelines.ts'
import { shownError } from './outcome.ts'
import type { EventData, TranscriptData } from './transcript-data.ts'

/**
 * One test's part of the page.
 *
 * @param show - Takes the secrets out of a text, or leaves it alone.
 */
export function encodeTranscript(record: TranscriptRecord, show: (text: string) => string = redact): TranscriptData {
  const { path, file, state, project, target = project, dropped, errors = [], events } = record
  const lifelines = lifelinesOf(events)
  const start = events[0]?.at ?? 0
  return {
    path,
    file,
    state,
    target,
    dropped,
    errors: errors.map((message) => show(shownError(message))),
    start,
    lifelines: lifelines.names,
    events: events.map((event) => encodeEvent(event, { start, lifelines, text: show(event.text ?? '') })),
  }
}

function encodeEvent(
  event: TranscriptEvent,
  { start, lifelines: { names, peerOf }, text }: { start: number; lifelines: Lifelines; text: string },
): EventData {
  const { at, actor, direction, kind } = event
  const peer = peerOf(event)
  return [
    Math.round((at - start) * 1000) / 1000,
    names.indexOf(actor),
    peer === undefined ? -1 : names.indexOf(peer),
    direction ?? '',
    kind,
    labelOf(event, text),
    text,
  ]
}
