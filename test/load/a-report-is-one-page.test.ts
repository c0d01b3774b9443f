import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatComparison, htmlReport } from '../../src/load/index.ts'
import { sampleReport } from './sample-report.ts'

test('the page has charts and tables, and asks for nothing else', () => {
  const page = htmlReport(sampleReport([5, 10, 2000, 7]))
  for (const title of ['Thresholds', 'Latency', 'Over time', 'Percentiles', 'Scenarios', 'Errors', 'Environment']) {
    expect(page).toContain(`<h2>${title}</h2>`)
  }
  expect(page.match(/<svg /g)?.length).toBeGreaterThanOrEqual(4)
  expect(page).not.toMatch(/(src|href)=|@import|url\(|<script/)
  expect(page).not.toMatch(/NaN|undefined|Infinity/)
})

test('rows and columns have heads, wide tables and charts have names, and lines differ in more than colour', () => {
  const page = htmlReport(sampleReport([5, 10, 2000, 7]))
  expect(page).not.toMatch(/<th scope="\w+"><\/th>|<th>/)
  expect(page.match(/<th scope="row">/g)?.length).toBeGreaterThan(5)
  expect(page).not.toMatch(/<div class="scroll" tabindex="0"(?! role="region" aria-label="Table: )/)
  expect(page).not.toMatch(/<svg (?![^>]*role="img" aria-label=")/)
  expect(page).toMatch(/path\.s1 \{ stroke-dasharray/)
})

test('no text of a run becomes markup', () => {
  const nasty = fc.constantFrom('<script>alert(1)</script>', '"><img src=x>', "' onload='x", '&amp;<b>')
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 3000, noNaN: true }), { maxLength: 6 }), nasty, (latencies, text) => {
      const page = htmlReport(sampleReport(latencies, text, text))
      expect(page).not.toMatch(/<script|<img|<b>| onload='/)
      expect(page).not.toMatch(/NaN|Infinity/)
    }),
    { numRuns: 30 },
  )
})

test('a comparison has the change of each figure, and says what else differs', () => {
  const [before, after] = [sampleReport([10, 10]), { ...sampleReport([5, 5]), payloads: 'pre-encrypted' as const }]
  const text = formatComparison(before, after)
  expect(text).toMatch(/^notification\.latency max +11ms +6ms +-45\.5 %$/m)
  expect(text).toMatch(/^note: The runs differ in: payloads\.$/m)
  expect(htmlReport(after, before)).toContain('Compared with 2026-01-01T00:00:00.000Z')
})
