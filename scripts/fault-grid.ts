// Prints the grid of faults by phases: each cell is a run of Vitest on a service that has one fault in one phase.
//
// `npm run test:faults` runs all; `npm run test:faults -- --short` one phase of each fault; other arguments choose faults by
// a part of their names. The exit code is 1 if a cell is red.
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Cell, runCell } from '../test/robustness/faults/cell.ts'
import { type Fault, faults } from '../test/robustness/faults/faults.ts'
import { type FaultPhase, phases } from '../test/robustness/faults/phases.ts'

/** Runs at the same time. */
const lanes = 2

async function main(args: readonly string[]): Promise<number> {
  const names = args.filter((arg) => arg !== '--short')
  const chosen = faults.filter(({ name }) => names.length === 0 || names.some((part) => name.includes(part)))
  const isWanted = (row: number, column: number): boolean => !args.includes('--short') || row % phases.length === column
  process.stdout.write(`${''.padEnd(26)}${phases.map((phase) => phase.padEnd(14)).join('')}\n`)
  const red: string[] = []
  let cells = 0
  for (const [row, fault] of chosen.entries()) {
    const wanted = phases.map((phase, column) => (isWanted(row, column) ? phase : undefined))
    const done = await inLanes(fault, wanted)
    const shown = done.map((cell) => (cell === undefined ? '' : cell.problems.length > 0 ? 'RED' : describe(cell)))
    process.stdout.write(`${fault.name.padEnd(26)}${shown.map((text) => text.padEnd(14)).join('')}\n`)
    for (const [column, cell] of done.entries()) {
      if (cell === undefined) continue
      cells++
      if (cell.problems.length === 0) continue
      red.push(
        `${fault.name} in ${phases[column]}: ${cell.problems.join('; ')}\n${cell.output.trim().split('\n').slice(0, 30).join('\n')}\n`,
      )
    }
  }
  for (const problem of red) process.stdout.write(`\n${problem}`)
  process.stdout.write(`\n${cells - red.length} of ${cells} cells as they should be, ${red.length} red\n`)
  return red.length === 0 ? 0 : 1
}

async function inLanes(fault: Fault, wanted: readonly (FaultPhase | undefined)[]): Promise<(Cell | undefined)[]> {
  const done: (Cell | undefined)[] = wanted.map(() => undefined)
  const queue = [...wanted.entries()]
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [column, phase] = next
      if (phase !== undefined) done[column] = await runCell(fault, phase)
    }
  }
  await Promise.all(Array.from({ length: lanes }, work))
  return done
}

function describe({ outcome, milliseconds }: Cell): string {
  return `${outcome} ${(milliseconds / 1000).toFixed(1)}s`
}

try {
  process.exitCode = await main(process.argv.slice(2))
} finally {
  rmSync(fileURLToPath(new URL('../test/.tmp', import.meta.url)), { recursive: true, force: true })
}
