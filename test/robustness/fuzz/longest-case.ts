// Runs cases of one parser, and measures how much processor time the worst of them took.
import { setImmediate as turn } from 'node:timers/promises'
import fc from 'fast-check'
import type { Parser } from './parser.ts'

/** What came of it. */
export interface FuzzResult {
  readonly cases: number
  /** Milliseconds of processor time that the worst case took, at its best of three tries: others use the machine too. */
  readonly longest: number
  /** Bytes that the heap, and buffers outside of it, have grown by. */
  readonly grown: number
  /** What was thrown that must not be, with the smallest input that does it. */
  readonly failure?: string
}

/** Milliseconds above which a case is looked at again. */
const suspicious = 20

/** Cases between two turns of the loop. Some of what a case has left ends with a turn, as that of a message from a socket does. */
const turnEvery = 100

/** Runs `cases` cases with a seed. */
export async function fuzz(parser: Parser, cases: number, seed: number): Promise<FuzzResult> {
  const before = await memory()
  let [longest, seen] = [0, 0]
  const measured = fc.asyncProperty(parser.arbitrary, async (input) => {
    let spent = await cost(parser, input)
    for (let tries = 0; tries < 2 && spent > suspicious; tries++) spent = Math.min(spent, await cost(parser, input))
    longest = Math.max(longest, spent)
    if (++seen % turnEvery === 0) await turn()
  })
  const details = await fc.check(measured, { numRuns: cases, seed })
  const result = { cases: details.numRuns, longest, grown: (await memory()) - before }
  return details.failed ? { ...result, failure: fc.defaultReportMessage(details) ?? 'failed' } : result
}

async function cost({ run }: Parser, input: unknown): Promise<number> {
  const start = process.cpuUsage()
  await run(input)
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

/** After two collections: what the last case has left ends with a turn of the loop. */
async function memory(): Promise<number> {
  globalThis.gc?.()
  await turn()
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
