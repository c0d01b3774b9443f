// Relative links of every page lead to a file, and to a heading if they name one. The site's build checks its own pages again.
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { pages } from './pages.ts'

const root = new URL('../../', import.meta.url)
const read = (page: URL): string => readFileSync(page, 'utf8').replace(/^```[\s\S]*?^```$/gm, '')

/** As GitHub and VitePress name the places of headings. */
function anchors(text: string): string[] {
  return Array.from(text.matchAll(/^#+ (.+)$/gm), ([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[`*]/g, '')
      .replace(/[^\w]+/g, '-')
      .replace(/^-|-$/g, ''),
  )
}

test.for([...pages, 'SECURITY.md', 'CHANGELOG.md'])('the links of %s', (page) => {
  const url = new URL(page, root)
  const links = Array.from(read(url).matchAll(/\]\(([^)\s]+)\)/g), ([, link]) => String(link))
  const broken = links
    .filter((link) => !/^https?:/.test(link))
    .filter((link) => {
      const target = new URL(link, url)
      const { hash } = target
      target.hash = ''
      if (!existsSync(target)) return true
      return hash !== '' && !anchors(read(target)).includes(hash.slice(1))
    })
  expect(broken).toEqual([])
})
