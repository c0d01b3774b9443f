// A run of 1,000 tests with the ledger reporter against the same run without it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { interleave } from './measure.ts'
import type { BenchResult } from './run.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const files = 20
const testsInFile = 50

export default async function reporter(): Promise<BenchResult> {
  mkdirSync(join(root, 'test/.tmp'), { recursive: true })
  const directory = mkdtempSync(join(root, 'test/.tmp/bench-'))
  try {
    writeProject(directory)
    const time = await interleave(
      7,
      () => run(directory, 'with.config.ts'),
      () => run(directory, 'without.config.ts'),
    )
    return { name: 'reporter', ratios: { time: time.ratio }, figures: { milliseconds: time } }
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

function writeProject(directory: string): void {
  mkdirSync(join(directory, 'node_modules'))
  symlinkSync(root, join(directory, 'node_modules/pushwright'))
  mkdirSync(join(directory, '.local'))
  writeFileSync(join(directory, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(directory, '.local/e2etest.ini'), '[fixture-server]\nmissing_features[] = topic\n')
  const config = (plugins: string): string => `
    import { defineConfig } from 'vitest/config'
    import pushwright from 'pushwright/plugin'
    const without = {
      name: 'without-reporter',
      configureVitest({ vitest }) {
        const { reporters } = vitest.config
        vitest.config.reporters = reporters.filter(({ constructor }) => constructor.name !== 'LedgerReporter')
      },
    }
    export default defineConfig({
      plugins: [${plugins}],
      test: { name: 'e2e', include: ['*.test.ts'], isolate: false, reporters: ['dot'] },
    })
  `
  writeFileSync(join(directory, 'with.config.ts'), config('pushwright()'))
  writeFileSync(join(directory, 'without.config.ts'), config('pushwright(), without'))
  // Every tenth is skipped, so that there is something to tell.
  const tests = Array.from(
    { length: testsInFile },
    (_, index) => `${index % 10 === 0 ? 'topic' : 'test'}('test ${index}', async ({ provisioner }) => {})`,
  )
  const head = `import { Feature, requireFeature, test } from 'pushwright'\nconst topic = test.with(requireFeature(Feature.Topic))\n`
  for (let file = 0; file < files; file++) writeFileSync(join(directory, `${file}.test.ts`), head + tests.join('\n'))
}

/** Milliseconds from start to exit. */
async function run(directory: string, config: string): Promise<number> {
  const begin = performance.now()
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const child = spawn(process.execPath, [vitest, 'run', '--root', directory, '--config', config], { stdio: 'ignore' })
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`Expected the run with ${config} to pass, it ended with ${code}.`)
  return performance.now() - begin
}
