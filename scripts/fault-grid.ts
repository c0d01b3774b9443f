// Prints the grid of faults by phases: each cell is a run of Vitest on a service that has one fault in one phase.
//
// `npm run test:faults` runs all; `npm run test:faults -- --short` one cell of each kind; other arguments choose faults by a part of
// their names, and `--lanes 4` how many run at a time. The exit code is 1 if a cell is red.
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type Cell, runCell } from '../test/robustness/faults/cell.ts'
import { faults } from '../test/robustness/faults/faults.ts'
import { type FaultPhase, phases } from '../test/robustness/faults/phases.ts'
import { shortForm } from '../test/robustness/faults/short-form.ts'

const { values, positionals } = parseArgs({
  options: { short: { type: 'boolean', default: false }, lanes: { type: 'string', default: '2' } },
  allowPositionals: true,
})
const chosen = faults.filter(({ name }) => positionals.length === 0 || positionals.some((part) => name.includes(part)))
const width = 2 + Math.max(...faults.map(({ name }) => name.length))
const rows = chosen
  .map((fault) => ({ fault, cells: new Map<FaultPhase, Cell>(), open: new Set(wanted(fault.name)) }))
  .filter(({ open }) => open.size > 0)
const queue = rows.flatMap((row) => [...row.open].map((phase) => [row, phase] as const))

process.stdout.write(`${line('', phases)}\n`)
try {
  await Promise.all(Array.from({ length: Number(values.lanes) }, work))
} finally {
  rmSync(fileURLToPath(new URL('../test/.tmp', import.meta.url)), { recursive: true, force: true })
}
const cells = rows.flatMap((row) => [...row.cells.values()])
const green = cells.filter(({ problems }) => problems.length === 0)
process.stdout.write(`${green.length} of ${cells.length} cells green\n`)
process.exitCode = green.length === cells.length && cells.length > 0 ? 0 : 1

function wanted(name: string): readonly FaultPhase[] {
  return values.short ? shortForm.filter(([fault]) => fault === name).map(([, phase]) => phase) : phases
}

async function work(): Promise<void> {
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const [row, phase] = next
    const cell = await runCell(row.fault, phase)
    if (cell !== undefined) row.cells.set(phase, cell)
    row.open.delete(phase)
    if (row.open.size === 0) print(row)
  }
}

/** Prints a row when all its cells are there, and below it what is wrong with them. */
function print({ fault, cells }: (typeof rows)[number]): void {
  process.stdout.write(
    `${line(
      fault.name,
      phases.map((phase) => describe(cells.get(phase))),
    )}\n`,
  )
  for (const [phase, { problems, output }] of cells) {
    if (problems.length === 0) continue
    const said = output.trim().split('\n').slice(0, 40).join('\n    ')
    process.stdout.write(`  RED ${fault.name} in ${phase}: ${problems.join('; ')}\n    ${said}\n`)
  }
}

function line(name: string, texts: readonly string[]): string {
  return name.padEnd(width) + texts.map((text) => text.padEnd(14)).join('')
}

function describe(cell: Cell | undefined): string {
  if (cell === undefined) return '-'
  return cell.problems.length > 0 ? 'RED' : `${cell.outcome} ${(cell.milliseconds / 1000).toFixed(1)}s`
}
