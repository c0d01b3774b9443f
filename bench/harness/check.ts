// The regression check: ratios of a few quick benchmarks against recorded floors.
import { readFileSync } from 'node:fs'
import { runBenchmark } from './benchmarks.ts'
import { Effort } from './effort.ts'
import { short } from './numbers.ts'
import type { Comparison } from './result.ts'

/** `floors.json`: benchmark, comparison, and the ratio that it had. */
type Floors = Readonly<Record<string, Readonly<Record<string, number>>>>

/** A ratio fails when it is worse than its floor by more than a third: ratios of processor times of one quick run differ by up to a quarter. */
const margin = 1 / 3

/** Prints each ratio beside its floor; gives whether all hold. */
export async function checkFloors(): Promise<boolean> {
  const floors = JSON.parse(readFileSync(new URL('../floors.json', import.meta.url), 'utf8')) as Floors
  let holds = true
  for (const [name, ofBenchmark] of Object.entries(floors)) {
    const { comparisons } = await runBenchmark(name, new Effort({ rounds: 5, share: 0.1 }))
    for (const [figure, floor] of Object.entries(ofBenchmark)) {
      const comparison = comparisons[figure]
      if (comparison === undefined) throw new Error(`Expected ${name} to compare ${figure}. Correct bench/floors.json.`)
      const isKept = keeps(comparison, floor)
      const { ratio, better, least, most } = comparison
      const verdict = isKept ? 'holds' : 'FAILS: worse by more than a third'
      console.log(
        `${name} ${figure}: ${short(ratio)} (${short(least)} to ${short(most)}, ${better} is better), was ${floor}: ${verdict}`,
      )
      holds &&= isKept
    }
  }
  return holds
}

function keeps({ better, ratio }: Comparison, floor: number): boolean {
  return better === 'higher' ? ratio >= floor * (1 - margin) : ratio <= floor * (1 + margin)
}
