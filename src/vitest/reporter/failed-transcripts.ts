// What was said during the tests that failed: the end of each conversation in the terminal, all of it in one page if there is room.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { TestModule } from 'vitest/node'
import { count, type TranscriptRecord, titleOf } from '../../report/index.ts'
import { renderDiagram } from '../../transcript/index.ts'

/** Events shown in the terminal for each test, and tests shown. */
const shownEvents = 20
const shownTests = 5
/** Tests in the page, and characters of the events of each: a page is one string, and the longest that V8 can have is half a billion. */
const keptTests = 100
const keptCharacters = 200_000
/** What an event takes in the page beside its text. */
const frameOfEvent = 100

/** The transcripts that failed tests have attached; of a test that was tried again, the last. */
export function transcriptsOf(modules: readonly TestModule[]): TranscriptRecord[] {
  return modules.flatMap((module) =>
    [...module.children.allTests('failed')].flatMap((testCase) => {
      const artifacts = testCase.artifacts().filter(({ type }) => type === 'pushwright:transcript')
      const last = artifacts.at(-1)
      return last?.type === 'pushwright:transcript' && last.record.events.length > 0 ? [last.record] : []
    }),
  )
}

/** The last events of the first tests, as sequence diagrams. */
export function renderFailures(records: readonly TranscriptRecord[]): string[] {
  const shown = records.slice(0, shownTests).flatMap((record) => {
    const hidden = record.events.length - shownEvents + record.dropped
    return [
      '',
      ` Transcript of ${record.file} > ${titleOf(record)} (${record.project})`,
      ...(hidden > 0 ? [` (the last ${shownEvents} events of ${record.events.length + record.dropped})`] : []),
      // Redacted in the worker, if at all.
      renderDiagram(record.events, { last: shownEvents, secrets: true }),
    ]
  })
  const others = Math.min(records.length, keptTests) - shownTests
  return others > 0 ? [...shown, '', ` ${others} more transcripts are in the page.`] : shown
}

/**
 * Writes the page: the first tests, each with its last events.
 *
 * @returns What is in it, such as `All of it` or `Not all of it (the first 100 of 110 failed tests)`.
 */
export async function writeTranscriptPage(file: string, records: readonly TranscriptRecord[]): Promise<string> {
  const { renderTranscriptPage } = await import('../../report/html/index.ts')
  const kept = records.slice(0, keptTests).map(withoutOldest)
  const some = kept.length < records.length ? `the first ${kept.length} of ${count(records.length, 'failed test')}` : ''
  mkdirSync(dirname(file), { recursive: true })
  const title = ['Transcripts', some].filter(Boolean).join(' of ')
  writeFileSync(file, renderTranscriptPage(kept, { title, secrets: true }), { mode: 0o600 })
  const lost = kept.reduce((sum, { dropped }, index) => sum + dropped - (records[index]?.dropped ?? 0), 0)
  const parts = [some, lost > 0 ? `without ${count(lost, 'older event')}` : ''].filter(Boolean)
  return parts.length === 0 ? 'All of it' : `Not all of it (${parts.join(', ')})`
}

/** The record with as many of its last events as there is room for, one at least; the others count as dropped. */
function withoutOldest(record: TranscriptRecord): TranscriptRecord {
  const { events } = record
  let room = keptCharacters
  let first = events.length
  while (first > 0 && room > 0) room -= (events[--first]?.text?.length ?? 0) + frameOfEvent
  return first === 0 ? record : { ...record, events: events.slice(first), dropped: record.dropped + first }
}
