// What was said during the tests that failed: the end of each conversation in the terminal, all of it in one page.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { TestModule } from 'vitest/node'
import { type TranscriptRecord, titleOf } from '../../report/index.ts'
import { renderDiagram } from '../../transcript/index.ts'

/** Events shown in the terminal for each test, and tests shown. */
const shownEvents = 20
const shownTests = 5

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
  const others = records.length - shownTests
  return others > 0 ? [...shown, '', ` ${others} more transcripts are in the page.`] : shown
}

/** Writes the page with all of them. */
export async function writeTranscriptPage(file: string, records: readonly TranscriptRecord[]): Promise<void> {
  const { renderTranscriptPage } = await import('../../report/html/index.ts')
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, renderTranscriptPage(records, { secrets: true }), { mode: 0o600 })
}
