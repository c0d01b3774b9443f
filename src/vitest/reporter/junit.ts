// Vitest's JUnit report says that a test was skipped, and not why.
import { readFileSync, writeFileSync } from 'node:fs'
import type { TestModule, Vitest } from 'vitest/node'

/** The part of Vitest's reporter that is used here. */
interface JUnitReporter {
  reportFile?: string
  onTestRunEnd(modules: readonly TestModule[], ...rest: unknown[]): Promise<void>
}

/** Puts the reasons into the report as soon as it is written: `<skipped message="..."/>`. */
export function restoreReasonsInJUnit(vitest: Vitest): void {
  // Internal to its types, and documented for plugins.
  const { reporters } = vitest as unknown as { reporters: readonly object[] }
  for (const reporter of reporters) {
    if (reporter.constructor.name !== 'JUnitReporter') continue
    const junit = reporter as JUnitReporter
    const write = junit.onTestRunEnd
    junit.onTestRunEnd = async (modules, ...rest) => {
      await write.call(junit, modules, ...rest)
      // Without a file it goes to the terminal, and is gone.
      if (junit.reportFile !== undefined) addReasons(junit.reportFile, modules)
    }
  }
}

function addReasons(file: string, modules: readonly TestModule[]): void {
  // The report names tests by templates of the user's; their order is that of the modules.
  const notes = modules
    .flatMap((module) => [...module.children.allTests()])
    .flatMap((testCase) => {
      const result = testCase.result()
      const { mode } = testCase.options
      if (result.state !== 'skipped' && mode !== 'skip' && mode !== 'todo') return []
      return [result.state === 'skipped' ? (result.note ?? '') : '']
    })
  const xml = readFileSync(file, 'utf8')
  const parts = xml.split('<skipped/>')
  if (parts.length - 1 !== notes.length) return
  writeFileSync(
    file,
    parts.reduce((text, part, index) => `${text}${skipped(notes[index - 1] ?? '')}${part}`),
  )
}

function skipped(note: string): string {
  return note === '' ? '<skipped/>' : `<skipped message="${escapeXml(note)}"/>`
}

function escapeXml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&apos;',
  }
  // Control characters are not allowed in XML 1.0, not even as entities.
  return [...text].map((character) => entities[character] ?? (character < ' ' ? ' ' : character)).join('')
}
