// Reads the transcripts that a run has recorded.
import { PushwrightError } from '../errors/index.ts'
import { isCount, isListOf, isObject, isOptional, isText, parseJson } from '../json/index.ts'
import { isTranscriptEvent } from '../transcript/index.ts'
import type { TranscriptRecord } from './transcript-record.ts'

/**
 * Reads transcripts: JSON lines, one for each test.
 *
 * @param place - Where they are from, for messages.
 * @throws PushwrightError `ERR_OPTION` that names the line that is none.
 */
export function parseTranscripts(text: string, place: string): TranscriptRecord[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return []
    const record = parseJson(line)
    if (isTranscript(record)) return [record]
    throw new PushwrightError(
      'ERR_OPTION',
      `${place}:${index + 1}: expected one transcript as JSON, as --record writes it, got ${JSON.stringify(line.slice(0, 60))}.`,
    )
  })
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
