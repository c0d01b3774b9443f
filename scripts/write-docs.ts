// Writes what the documentation takes from the code: examples, tables, and the sample INI.
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { sampleIni } from '../src/config/index.ts'
import { featureSections, quirkSections } from './docs/capabilities.ts'
import { commandSections } from './docs/commands.ts'
import { environmentTable } from './docs/environment.ts'
import { errorSections } from './docs/errors.ts'
import { keyTable } from './docs/keys.ts'
import { framePipeTable, httpPipeTable } from './docs/pipes.ts'
import { scenarioTable } from './docs/scenarios.ts'

/** What can stand between `<!-- from NAME -->` and `<!-- end -->`. */
const parts: Readonly<Record<string, () => string>> = {
  commands: commandSections,
  environment: environmentTable,
  errors: errorSections,
  features: featureSections,
  'frame pipes': framePipeTable,
  'http pipes': httpPipeTable,
  keys: keyTable,
  quirks: quirkSections,
  scenarios: scenarioTable,
}

const at = (path: string): URL => new URL(`../${path}`, import.meta.url)

/** Files to their contents, as they must be. */
export function docs(): Record<string, string> {
  const pages = [
    'README.md',
    ...globSync('docs/**/*.md', { cwd: at('.'), exclude: ['docs/node_modules', 'docs/reference/api'] }),
  ]
  return {
    ...Object.fromEntries(pages.map((path) => [path, page(readFileSync(at(path), 'utf8'))])),
    'docs/e2etest.sample.ini': sampleIni(),
  }
}

/** A page with each marker followed by what belongs there. */
function page(text: string): string {
  return text
    .replace(/<!-- (examples\/[\w./-]+)\.(\w+) -->\n(?:```[\s\S]*?\n```\n)?/g, (_all, path: string, type: string) => {
      return `<!-- ${path}.${type} -->\n\`\`\`${type === 'yml' ? 'yaml' : type}\n${readFileSync(at(`${path}.${type}`), 'utf8')}\`\`\`\n`
    })
    .replace(/<!-- from ([\w ]+) -->\n[\s\S]*?<!-- end -->/g, (_all, name: string) => {
      const part = parts[name]
      if (part === undefined) throw new TypeError(`Expected one of ${Object.keys(parts).join(', ')}, got ${name}.`)
      return `<!-- from ${name} -->\n\n${part()}\n\n<!-- end -->`
    })
}

if (import.meta.filename === process.argv[1]) {
  for (const [path, content] of Object.entries(docs())) writeFileSync(at(path), content)
}
