// Feeds every parser of what comes from outside with hostile input, and measures its worst case.
//
// `npm run fuzz [-- --cases 1000000] [-- --seed 1] [-- NAME...]`. The exit code is 1 if a parser throws what it must not, takes
// more than 50 ms for a case, or keeps memory.
import { parseArgs } from 'node:util'
import { fuzz } from '../test/robustness/fuzz/longest-case.ts'
import { parsers } from '../test/robustness/fuzz/parsers.ts'

/** Milliseconds for one case. */
const longestCase = 50
/** Bytes that memory may grow by; caches that are bounded take some. */
const mostGrown = 64 * 1024 * 1024

const { values, positionals } = parseArgs({
  options: { cases: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
  allowPositionals: true,
})
const [cases, seed] = [Number(values.cases), Number(values.seed)]
const chosen = parsers.filter(({ name }) => positionals.length === 0 || positionals.some((part) => name.includes(part)))
let [total, red, longest] = [0, 0, 0]
for (const parser of chosen) {
  const result = await fuzz(parser, cases, seed)
  const problems = [
    ...(result.failure === undefined ? [] : [result.failure]),
    ...(result.longest > longestCase ? [`a case took ${result.longest.toFixed(0)} ms`] : []),
    ...(result.grown > mostGrown ? [`memory has grown by ${(result.grown / 2 ** 20).toFixed(0)} MiB`] : []),
  ]
  const grown = `memory ${result.grown < 0 ? '' : '+'}${(result.grown / 2 ** 20).toFixed(1)} MiB`
  const figures = `${result.cases} cases, the longest ${result.longest.toFixed(1)} ms, ${grown}`
  process.stdout.write(`${parser.name.padEnd(44)}${problems.length === 0 ? figures : `RED: ${problems.join('\n')}`}\n`)
  total += result.cases
  longest = Math.max(longest, result.longest)
  if (problems.length > 0) red++
}
process.stdout.write(`${total} cases of ${chosen.length} parsers, the longest ${longest.toFixed(1)} ms, ${red} red\n`)
process.exitCode = red === 0 ? 0 : 1
