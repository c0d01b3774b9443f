// Every page that is written for people, by the rules of axe: what assistive technology needs, and contrast by day and by night.
import axe from 'axe-core'
import { describe, expect, onTestFinished } from 'vitest'
import type { ChromiumPage } from '../../src/browser/index.ts'
import { defineCase, LiveCheck, StatusServer } from '../../src/live/index.ts'
import { htmlReport } from '../../src/load/index.ts'
import { renderGridPage, renderTranscriptPage } from '../../src/report/html/index.ts'
import { sampleReport } from '../load/sample-report.ts'
import { largeGrid } from '../report/html/sample-grid.ts'
import { transcriptRecord } from '../report/html/sample-transcripts.ts'
import { skipWithoutChromium, test } from './chromium-test.ts'
import type { PageFolder } from './pages.ts'

skipWithoutChromium()

/** What is a mark or a drawing to the eye has a name in other words. */
const options = { rules: { 'label-content-name-mismatch': { enabled: false } } }

/** What breaks a rule, with where; axe runs in the page. */
function violations(page: ChromiumPage): Promise<string[]> {
  return page.evaluate(`(async () => {
    ${axe.source}
    const { violations } = await window.axe.run(${JSON.stringify(options)})
    return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => id + ': ' + help + ' at ' + target))
  })()`)
}

async function statusPage(): Promise<string> {
  const live = new LiveCheck({ name: 'stage' })
  onTestFinished(() => live.stop({ grace: 0 }))
  const cases = [
    defineCase({ name: 'passing', run() {} }),
    defineCase({
      name: 'failing',
      run() {
        throw new Error('expected 201, got 410')
      },
    }),
  ].map((definition) => live.add(definition))
  for (const watched of cases) await watched.runOnce()
  const status = await StatusServer.start(live)
  onTestFinished(() => status.close())
  return status.url
}

describe.for<[string, (folder: PageFolder) => string | Promise<string>]>([
  ['grid', (folder) => folder.write('grid.html', renderGridPage(largeGrid(50)))],
  ['transcripts', (folder) => folder.write('transcript.html', renderTranscriptPage([transcriptRecord()]))],
  ['load report', (folder) => folder.write('load.html', htmlReport(sampleReport([5, 10, 2000, 7])))],
  ['status', statusPage],
])('the page of %s', ([, urlOf]) => {
  test.for(['light', 'dark'] as const)('breaks no rule when it is %s', async (colorScheme, { page, folder }) => {
    await page.show({ colorScheme, width: 1100, height: 900 })
    await page.goto(await urlOf(folder))
    await expect.poll(() => page.evaluate('document.readyState')).toBe('complete')
    await expect.poll(() => page.evaluate(`document.documentElement.dataset.state ?? 'ready'`)).toBe('ready')
    expect(await violations(page)).toEqual([])
  })
})

test('axe finds what is wrong', async ({ page, folder }) => {
  await page.goto(folder.write('bad.html', '<!doctype html><title>Bad</title><img src="data:,"><p>No language'))
  expect(await violations(page)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^html-has-lang/), expect.stringMatching(/^image-alt/)]),
  )
})
