// What a test costs in a browser that runs, over its own work, and when the first test of a run begins.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Costs } from './browsers/costs.ts'
import { summary } from './harness/compare.ts'
import { short } from './harness/numbers.ts'
import type { BenchResult, Comparison } from './harness/result.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

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
  const directory = mkdtempSync(join(tmpdir(), 'pushwright-bench-'))
  const file = join(directory, 'costs.json')
  try {
    const begin = Date.now()
    const child = spawn(
      process.execPath,
      [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--config', join(root, 'bench/browsers/vitest.config.ts')],
      {
        env: { ...process.env, PUSHWRIGHT_TARGET: target, BENCH_COSTS: file },
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    )
    const [code] = (await once(child, 'exit')) as [number | null]
    if (code !== 0) throw new Error(`Expected the tests on ${target} to pass, they ended with ${code}.`)
    const costs = JSON.parse(readFileSync(file, 'utf8')) as Costs
    return { ...costs, firstTest: costs.firstTestAt - begin }
  } finally {
    rmSync(directory, { recursive: true })
  }
}
