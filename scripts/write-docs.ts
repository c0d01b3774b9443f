// Writes what the documentation takes from the code: the examples and the table of INI keys in the README, the sample INI, and the errors.
import { readFileSync, writeFileSync } from 'node:fs'
import { keyTable, sampleIni } from '../src/config/index.ts'
import { errorReference } from './error-reference.ts'

const at = (path: string): URL => new URL(`../${path}`, import.meta.url)

/** Files to their contents, as they must be. */
export function docs(): Record<string, string> {
  return {
    'README.md': readme(readFileSync(at('README.md'), 'utf8')),
    'docs/e2etest.sample.ini': sampleIni(),
    'docs/errors.md': errorReference(),
  }
}

/** The README with each marker followed by what belongs there. */
function readme(text: string): string {
  return text
    .replace(/<!-- (examples\/[\w.-]+) -->\n(?:```ts\n[\s\S]*?```\n)?/g, (_all, path: string) => {
      return `<!-- ${path} -->\n\`\`\`ts\n${readFileSync(at(path), 'utf8')}\`\`\`\n`
    })
    .replace(/<!-- keys -->\n[\s\S]*?(?=\n`plugins\[\] = )/, () => `<!-- keys -->\n${keyTable().trim()}\n`)
}

if (import.meta.filename === process.argv[1]) {
  for (const [path, content] of Object.entries(docs())) writeFileSync(at(path), content)
}
