// Reads events that somebody else has recorded.
import { hasShape, isOptional, isText } from '../json/index.ts'
import type { TranscriptEvent } from './transcript.ts'

/** Whether something is an event that can be shown. */
export function isTranscriptEvent(value: unknown): value is TranscriptEvent {
  return hasShape(value, {
    at: Number.isFinite,
    actor: isText,
    kind: isText,
    direction: isOptional(isText),
    peer: isOptional(isText),
    text: isOptional(isText),
  })
}
