// A run of 1,000 tests with the ledger reporter against the same run without it.
import { compare } from './harness/compare.ts'
import type { Effort } from './harness/effort.ts'
import type { BenchResult } from './harness/result.ts'
import { VitestProject } from './harness/vitest-project.ts'

const files = 20

export default async function reporter(effort: Effort): Promise<BenchResult> {
  const testsInFile = effort.amount(50)
  const project = new VitestProject(projectFiles(testsInFile))
  try {
    const run = (config: string) => async () => {
      const { elapsed, computed } = await project.run(config)
      return { time: elapsed, computing: computed }
    }
    const what = `a run of ${files * testsInFile} tests, of which every tenth is skipped`
    const comparisons = await compare({
      rounds: effort.rounds(7),
      than: 'the same without the reporter',
      figures: {
        time: { what, unit: 'ms', better: 'lower' },
        computing: { what: 'its processor time', unit: 'ms', better: 'lower' },
      },
      ours: run('with.config.ts'),
      theirs: run('without.config.ts'),
    })
    return { about: 'The ledger reporter on a run of Vitest; the other side has all but that reporter.', comparisons }
  } finally {
    project[Symbol.dispose]()
  }
}

function projectFiles(testsInFile: number): Record<string, string> {
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
  // Every tenth is skipped, so that there is something to tell.
  const tests = Array.from(
    { length: testsInFile },
    (_, index) => `${index % 10 === 0 ? 'topic' : 'test'}('test ${index}', async ({ provisioner }) => {})`,
  )
  const head = `import { Feature, requireFeature, test } from 'pushwright'\nconst topic = test.with(requireFeature(Feature.Topic))\n`
  return {
    '.local/e2etest.ini': '[fixture-server]\nmissing_features[] = topic\n',
    'with.config.ts': config('pushwright()'),
    'without.config.ts': config('pushwright(), without'),
    ...Object.fromEntries(Array.from({ length: files }, (_, file) => [`${file}.test.ts`, head + tests.join('\n')])),
  }
}
