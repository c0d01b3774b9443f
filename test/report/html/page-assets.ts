// Puts the sources of the pages into one module of strings, since the package carries nothing but what `tsc` writes.
import { readFileSync } from 'node:fs'

const pages = new URL('../../../src/report/html/page/', import.meta.url)

const header = `// The styles and scripts of the pages, from the sources in page/; do not edit. To write it again:
// npx vitest run --project unit test/report/html/the-pages-are-built-from-their-sources.test.ts --update
`

/** The text of `page-assets.ts`. */
export function buildPageAssets(): string {
  const style = (...names: string[]): string =>
    ['palette', 'base', ...names].map((name) => read(`${name}.css`)).join('\n')
  return [
    header,
    constant('gridStyle', style('grid/totals', 'grid/table', 'grid/details', 'grid/print')),
    constant('gridScript', joinModules('grid/main.js')),
    constant('transcriptStyle', style('transcript/transcript', 'transcript/diagram')),
    constant('transcriptScript', joinModules('transcript/main.js')),
  ].join('\n')
}

/**
 * One module made of a module and all that it imports, each after those that it needs. Their names share one scope, in which
 * a browser refuses two of the same name; imports cannot rename.
 */
export function joinModules(entry: string): string {
  const parts = new Map<string, string>()
  const add = (path: string): void => {
    if (parts.has(path)) return
    const source = read(path)
    for (const [, from = ''] of source.matchAll(imports)) add(new URL(from, `page:/${path}`).pathname.slice(1))
    parts.set(
      path,
      source
        .replaceAll(imports, '')
        .replaceAll(/^export (?=\w)/gm, '')
        .trim(),
    )
  }
  add(entry)
  return `${[...parts.values()].join('\n\n')}\n`
}

const imports = /^import \{[^}]*\} from '([^']+)'\n/gm

function read(path: string): string {
  return readFileSync(new URL(path, pages), 'utf8')
}

function constant(name: string, text: string): string {
  return `export const ${name}: string = \`${text.replaceAll(/[\\`]|\$\{/g, '\\$&')}\`\n`
}
