// Reads the transcripts that a run has recorded.
import { PushwrightError } from '../errors/index.ts'
import { isCount, isListOf, isObject, isText, parseJson } from '../json/index.ts'
import type { TranscriptRecord } from './transcript-record.ts'

/**
 * Reads one transcript, that of a test.
 *
 * @param line - JSON.
 * @param place - The file and the number of the line, for messages.
 * @throws PushwrightError `ERR_OPTION` if it is none.
 */
export function parseTranscript(line: string, place: string): TranscriptRecord {
  const record = parseJson(line)
  if (isTranscript(record)) return record
  throw new PushwrightError(
    'ERR_OPTION',
    `${place}: expected one transcript as JSON, as --record writes it, got ${JSON.stringify(line.slice(0, 60))}.`,
  )
}

function isTranscript(value: unknown): value is TranscriptRecord {
  if (!isObject(value)) return false
  const { project, target, file, path, state, events, dropped, errors = [] } = value
  return (
    [project, file, state].every(isText) &&
    isOptionalText(target) &&
    isListOf(path, isText) &&
    isListOf(events, isEvent) &&
    isCount(dropped) &&
    isListOf(errors, isText)
  )
}

function isEvent(value: unknown): boolean {
  if (!isObject(value)) return false
  const { at, actor, kind, direction, peer, text } = value
  return Number.isFinite(at) && [actor, kind].every(isText) && [direction, peer, text].every(isOptionalText)
}

function isOptionalText(value: unknown): boolean {
  return value === undefined || isText(value)
}
