import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { renderGridPage, renderTranscriptPage } from '../../../src/report/html/index.ts'
import { readPage } from './read-page.ts'
import { largeGrid } from './sample-grid.ts'
import { transcriptRecord } from './sample-transcripts.ts'

const pages = { grid: renderGridPage(largeGrid(50)), transcripts: renderTranscriptPage([transcriptRecord()]) }
const cases = Object.entries(pages)

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}

test.for(cases)('the policy of the page of %s lets in its own script and style alone', ([, page]) => {
  const { policy, script, style } = readPage(page)
  expect(policy).toBe(
    `default-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(style)}; img-src data:; base-uri 'none'; form-action 'none'`,
  )
})

test.for(cases)('the page of %s refers to nothing', ([, page]) => {
  const { markup, style } = readPage(page)
  const references = [...markup.matchAll(/\b(?:src|href|action|srcset)="([^"]*)"/g)].map(([, reference]) => reference)
  expect(references).toEqual(['data:,'])
  expect(style).not.toMatch(/url\(|@import/)
})

test.for(cases)(
  'the page of %s has neither style attributes nor handlers, which its policy would refuse',
  ([, page]) => {
    expect(readPage(page).markup).not.toMatch(/<[^>]*\s(?:style|on\w+)=/)
  },
)

test.for(cases)('the page of %s is the same for the same input', ([name, page]) => {
  const again = name === 'grid' ? renderGridPage(largeGrid(50)) : renderTranscriptPage([transcriptRecord()])
  expect(again).toBe(page)
})
