// Connects, starts and runs again and again, and measures what is left: `npm run test:leaks`, or `npm run test:leaks -- --short`.
//
// The exit code is 1 if a handle is left, or the heap grows by more for each round than what is allowed to.
import { clientsComeAndGo, filesComeAndGo, serversComeAndGo } from '../test/robustness/leaks/rounds.ts'

const isShort = process.argv.includes('--short')
/** Name, rounds, rounds of the short form, and bytes of the heap that a round may leave. */
const subjects = [
  ['connections', clientsComeAndGo, 20_000, 1000, 200],
  ['fixture servers', serversComeAndGo, 2000, 200, 2000],
  // Vitest keeps the results of each file, and the modules of each until the end.
  ['test files in one worker', filesComeAndGo, 500, 40, 40_000],
] as const

let red = 0
for (const [name, measure, rounds, shortRounds, allowed] of subjects) {
  const growth = await measure(isShort ? shortRounds : rounds)
  const each = growth.heap / growth.rounds
  // In few rounds, what is compiled and cached meanwhile counts for more.
  const isRed = growth.handles > 0 || (each > allowed && growth.heap > 4 * 2 ** 20)
  if (isRed) red++
  process.stdout.write(
    `${isRed ? 'RED ' : ''}${growth.rounds} ${name}: ${growth.handles} handles left, heap ${(growth.heap / 2 ** 20).toFixed(2)} MiB (${each.toFixed(0)} bytes each)\n`,
  )
}
process.stdout.write(`${subjects.length - red} of ${subjects.length} leave nothing behind, ${red} red\n`)
process.exitCode = red === 0 ? 0 : 1
