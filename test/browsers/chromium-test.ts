// `test` with a Chromium that all tests of a file share, and a page of its own for each.
import { test as base, beforeEach, type TestAPI } from 'vitest'
import {
  Chromium,
  type ChromiumPage,
  chromiumProgram,
  findProgram,
  missingProgram,
  noBackgroundNetworking,
} from '../../src/browser/index.ts'
import { PageFolder } from './pages.ts'

interface Fixtures {
  readonly chromium: Chromium
  readonly folder: PageFolder
  /** Empty at first. */
  readonly page: ChromiumPage
}

const program = findProgram(chromiumProgram)
const chromiumMissing = missingProgram(chromiumProgram)
// The reporter counts skipped tests, but does not say why.
if (program === undefined) console.warn(chromiumMissing)

/** Skips without Chromium. */
export const test: TestAPI<Fixtures> = base.extend<Fixtures>({
  chromium: [
    // biome-ignore lint/correctness/noEmptyPattern: Vitest wants an object pattern.
    async ({}, use) => {
      const chromium = await Chromium.launch(program ?? '', { switches: [noBackgroundNetworking] })
      await use(chromium)
      await chromium.close()
    },
    { scope: 'file' },
  ],
  folder: [
    // biome-ignore lint/correctness/noEmptyPattern: Vitest wants an object pattern.
    async ({}, use) => {
      const folder = new PageFolder()
      await use(folder)
      folder.remove()
    },
    { scope: 'file' },
  ],
  page: async ({ chromium }, use) => {
    const page = await chromium.openPage('about:blank')
    await use(page)
    await page.close()
  },
})

/** To be called in each file that uses {@link test}. */
export function skipWithoutChromium(): void {
  beforeEach(({ skip }) => skip(program === undefined, chromiumMissing))
}
