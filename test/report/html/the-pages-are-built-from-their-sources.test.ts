import { expect, test } from 'vitest'
import { gridScript, gridStyle, transcriptScript, transcriptStyle } from '../../../src/report/html/page-assets.ts'
import { buildPageAssets } from './page-assets.ts'

test('the strings in the package are those of the sources', async () => {
  await expect(buildPageAssets()).toMatchFileSnapshot('../../../src/report/html/page-assets.ts')
})

test.for([gridScript, gridStyle, transcriptScript, transcriptStyle])('nothing in them ends their element', (text) => {
  expect(text).not.toMatch(/<\/(?:script|style)|<!--/i)
})

test.for([gridScript, transcriptScript])('scripts are whole: they import and export nothing', (script) => {
  expect(script).not.toMatch(/^\s*(?:import|export)\b/m)
  expect(script).toContain("dataset.state = 'ready'")
})
