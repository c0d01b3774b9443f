// The pages of the documentation, and the code blocks in them.
import { globSync, readFileSync } from 'node:fs'

const root = new URL('../../', import.meta.url)

/** A fenced block of a page. */
export interface CodeBlock {
  /** Page and line, such as `docs/how-to/load.md:23`. */
  readonly place: string
  readonly language: string
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
    text.matchAll(/^```(\w*)(?: \[(.+)\])?\n([\s\S]*?)^```$/gm),
    ({ index, 1: language, 2: title, 3: code }) => ({
      place: `${page}:${text.slice(0, index).split('\n').length}`,
      language: language ?? '',
      title,
      code: code ?? '',
    }),
  )
}

/** Every block of every page. */
export const allBlocks: readonly CodeBlock[] = pages.flatMap(blocksOf)
