// What a test costs in a browser that runs, over its own work, and when the first test of a run begins.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Costs } from './browsers/costs.ts'
import { median, round } from './measure.ts'
import type { BenchResult } from './run.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

export default async function browsers(): Promise<BenchResult> {
  const ratios: Record<string, number> = {}
  const figures: Record<string, unknown> = {}
  for (const target of ['firefox', 'chromium']) {
    const { whole, work, firstTest } = await run(target)
    ratios[target] = round(median(whole.map((one, index) => one / (work[index] as number))))
    figures[target] = {
      whole: round(median(whole)),
      work: round(median(work)),
      over: round(median(whole.map((one, index) => one - (work[index] as number)))),
      firstTest,
    }
  }
  return { name: 'browsers', ratios, figures: { milliseconds: figures } }
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
