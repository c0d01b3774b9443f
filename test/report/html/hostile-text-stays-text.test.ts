import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderGridPage, renderTranscriptPage } from '../../../src/report/html/index.ts'
import type { TestRecord } from '../../../src/report/index.ts'
import { readPage } from './read-page.ts'
import { gridOfTests, testRecord } from './sample-grid.ts'
import { conversation, transcriptRecord } from './sample-transcripts.ts'

const hostile = [
  '</script><script>alert(1)</script>',
  '<!--<script>',
  '</noscript><img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "' onmouseover='alert(1)",
  '</style></title><iframe>',
  '&lt;b&gt;',
]

/** The same text everywhere that text goes. */
function gridOfText(text: string): string {
  const failed: Partial<TestRecord> = { state: 'failed', errors: [text] }
  const skip = { reason: 'quirk', ids: [text], note: text } as const
  const tests = [
    testRecord({ file: text, path: [text, text] }),
    testRecord({ path: ['fails'], ...failed }),
    testRecord({ path: ['skipped'], state: 'skipped', skip }),
  ]
  return renderGridPage(gridOfTests(tests, { project: text, target: text, state: 'down', message: text }), {
    title: text,
  })
}

function transcriptOfText(text: string): string {
  const events = conversation().map((event) => ({ ...event, actor: text, peer: text, text }))
  return renderTranscriptPage(
    [transcriptRecord({ file: text, path: [text], project: text, target: text, errors: [text], events })],
    { title: text, secrets: true },
  )
}

/** The elements and attributes of a page: what text must not change. */
function skeletonOf(page: string): string[] {
  return [...page.matchAll(/<\/?[a-z!][^\s>]*/gi)].map(([tag]) => tag)
}

describe.for([
  ['grid', gridOfText],
  ['transcripts', transcriptOfText],
] as const)('the page of %s', ([, pageOf]) => {
  const plain = skeletonOf(pageOf('plain'))

  test.for(hostile)('%s', (text) => {
    const page = pageOf(text)
    expect(skeletonOf(page)).toEqual(plain)
    expect(JSON.stringify(readPage(page).data)).toContain(JSON.stringify(text).slice(1, -1))
  })

  test('any text', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...hostile, '<', '>', '&', '"', "'", '\u2028', 'a', ' ')), (parts) => {
        expect(skeletonOf(pageOf(`a${parts.join('')}`))).toEqual(plain)
      }),
      { numRuns: 50 },
    )
  })
})

test('colours of a terminal are taken out of errors', () => {
  const page = renderGridPage(gridOfTests([testRecord({ state: 'failed', errors: ['\u001b[31mred\u001b[39m'] })]))
  expect(readPage(page).data).toMatchObject({ outcomes: [{ label: 'red', errors: ['red'] }] })
})

test('an endless error is cut', () => {
  const page = renderGridPage(gridOfTests([testRecord({ state: 'failed', errors: ['x'.repeat(1_000_000)] })]))
  expect(page.length).toBeLessThan(100_000)
  expect(page).toContain('… (996000 more characters)')
})
