// What a test costs in a browser that runs, over its own work, and when the first test of a run begins.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Costs } from './browsers/costs.ts'
import { summary } from './harness/compare.ts'
import { short } from './harness/numbers.ts'
import type { BenchResult, Comparison } from './harness/result.ts'
import { VitestProject } from './harness/vitest-project.ts'

export default async function browsers(): Promise<BenchResult> {
  const comparisons: Record<string, Comparison> = {}
  const notes: string[] = []
  for (const target of ['firefox', 'chromium']) {
    const { whole, work, firstTest } = await run(target)
    const pairs = whole.map((ours, index) => ({ ours, theirs: work[index] as number }))
    const over = summary(pairs.map(({ ours, theirs }) => ({ ours: ours - theirs, theirs: 1 })))
    comparisons[target] = {
      what: `a test in ${target}`,
      than: 'its own work: subscribe, push, receive',
      unit: 'ms',
      better: 'lower',
      ...summary(pairs),
    }
    notes.push(
      `A test in ${target} takes ${short(over.ours)} ms over its own work; the first one begins ${short(firstTest)} ms after the start of Vitest.`,
    )
  }
  return { about: 'A test in a browser that runs already, against what it is there for.', comparisons, notes }
}

/** `firstTest` is in milliseconds after the start of Vitest. */
async function run(target: string): Promise<Costs & { firstTest: number }> {
  using project = new VitestProject({
    '.local/e2etest.ini': '[global]\ninitialise_timeout = 60s\n[firefox]\n[chromium]\n',
    'vitest.config.ts': `
      import { defineConfig } from 'vitest/config'
      import pushwright from 'pushwright/plugin'
      export default defineConfig({
        plugins: [pushwright({ target: '${target}' })],
        test: { testTimeout: 30_000, reporters: ['dot'] },
      })
    `,
    'cost.test.ts': readFileSync(new URL('browsers/cost.test.ts', import.meta.url), 'utf8'),
  })
  const begin = Date.now()
  await project.run('vitest.config.ts')
  const costs = JSON.parse(readFileSync(join(project.directory, 'costs.json'), 'utf8')) as Costs
  return { ...costs, firstTest: costs.firstTestAt - begin }
}
