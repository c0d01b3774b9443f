// The report as Markdown: one table of comparisons and one of growth for each benchmark.
import { quantity, short } from './numbers.ts'
import type { MeasuredResult, Report } from './report.ts'
import type { Comparison, Growth } from './result.ts'
import { sparkline } from './sparkline.ts'

/** By how much a cost of one may grow before the report has to say why. */
const tolerance = 1.25

/** The report's tables, with headings of the second level. */
export function renderMarkdown({ machine, benchmarks }: Report): string {
  const { cpu, cores, memory, node, kernel, at } = machine
  const parts = [
    `Measured on ${at.slice(0, 10)}: ${cpu}, ${cores} cores, ${short(memory / 1024 ** 3)} GiB, Node ${node}, ${kernel}.`,
    ...Object.entries(benchmarks).map(([name, result]) => section(name, result)),
  ]
  return parts.join('\n\n')
}

function section(name: string, { about, comparisons, growth = {}, notes = [], load }: MeasuredResult): string {
  return [
    `### ${name}`,
    `${about} Load of the machine: ${load.join(' to ')}. Repeat it with \`npm run bench -- ${name}\`.`,
    ...table(
      ['', 'ours', 'theirs', 'ratio', 'least to most', 'rounds', 'aim'],
      Object.values(comparisons).map(comparisonRow),
    ),
    ...table(['', 'cost of one', '', 'growth'], Object.values(growth).map(growthRow)),
    ...Object.values(growth).flatMap(explanation),
    ...notes,
  ].join('\n\n')
}

function comparisonRow({
  what,
  than,
  unit,
  better,
  ours,
  theirs,
  ratio,
  least,
  most,
  rounds,
  aim,
}: Comparison): string[] {
  const goal = aim === undefined ? '' : `${better === 'higher' ? 'at least' : 'at most'} ${short(aim)}`
  return [
    `${what}; beside ${than}`,
    quantity(ours, unit),
    quantity(theirs, unit),
    `**${short(ratio)}**`,
    `${short(least)} to ${short(most)}`,
    String(rounds),
    goal,
  ]
}

function growthRow({ what, of, unit, points, growth }: Growth): string[] {
  const costs = points.map(({ at, cost }) => `${quantity(cost, unit)} at ${at.toLocaleString('en')}`)
  return [
    `${what}, by ${of}`,
    costs.join(', '),
    sparkline(points.map(({ cost }) => cost)),
    `${short((growth - 1) * 100)} %`,
  ]
}

function explanation({ what, growth, because }: Growth): string[] {
  if (growth <= tolerance) return []
  return [`*${what}* grows by ${short((growth - 1) * 100)} %${because === undefined ? '.' : `: ${because}`}`]
}

/** Nothing, if there are no rows. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return []
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [[line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')]
}
