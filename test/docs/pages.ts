// The pages of the documentation, and the code blocks in them.
import { globSync, readFileSync } from 'node:fs'

const root = new URL('../../', import.meta.url)

/** A fenced block of a page. */
export interface CodeBlock {
  /** Page and line, such as `docs/how-to/load.md:23`. */
  readonly place: string
  readonly language: string
  /** The example that stands there, such as `examples/smoke.ts`. */
  readonly example: string | undefined
  /** What stands in brackets behind the language, such as the name of a file. */
  readonly title: string | undefined
  readonly code: string
}

/** The README and every page below `docs`, but for what TypeDoc writes. */
export const pages: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  ...globSync('docs/**/*.md', { cwd: root, exclude: ['docs/node_modules', 'docs/reference/api'] }).sort(),
]

/** The blocks of a page, from top to bottom. */
export function blocksOf(page: string): CodeBlock[] {
  const text = readFileSync(new URL(page, root), 'utf8')
  return Array.from(
    text.matchAll(/^(?:<!-- (examples\/\S+) -->\n)?```(\w*)(?: \[(.+)\])?\n([\s\S]*?)^```$/gm),
    ([whole, example, language = '', title, code = '']) => ({
      place: `${page}:${text.slice(0, text.indexOf(whole)).split('\n').length + (example === undefined ? 0 : 1)}`,
      language,
      example,
      title,
      code,
    }),
  )
}

/** Every block of every page. */
export const allBlocks: readonly CodeBlock[] = pages.flatMap(blocksOf)
