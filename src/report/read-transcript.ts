// Reads the transcripts that a run has recorded.
import { PushwrightError } from '../errors/index.ts'
import { isCount, isListOf, isObject, isOptional, isText, parseJson } from '../json/index.ts'
import { isTranscriptEvent } from '../transcript/index.ts'
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
    isOptional(isText)(target) &&
    isListOf(path, isText) &&
    isListOf(events, isTranscriptEvent) &&
    isCount(dropped) &&
    isListOf(errors, isText)
  )
}
