// Runs benchmarks: `npm run bench` writes the report, `npm run bench -- NAME` prints one, `npm run bench -- --check` compares with the floors.
import { Command } from 'commander'
import { benchmarkNames, runBenchmark } from './harness/benchmarks.ts'
import { checkFloors } from './harness/check.ts'
import { Effort } from './harness/effort.ts'
import { writeReport } from './harness/report.ts'
import { ratiosOf } from './harness/result.ts'

interface Options {
  readonly rounds?: number
  readonly share?: number
  readonly check?: boolean
}

await new Command('bench')
  .description('Measures ours beside others, in turns.')
  .argument('[names...]', `which ones; without any, all: ${benchmarkNames.join(', ')}`)
  .option('--rounds <number>', 'turns of each side, instead of as many as the benchmark usually takes', Number)
  .option('--share <number>', 'the part of the usual work, such as 0.1 for a quick look', Number)
  .option('--check', 'compares a few quick ones with the recorded floors')
  .action(run)
  .parseAsync()

async function run(names: string[], { check, ...effort }: Options): Promise<void> {
  if (check) {
    process.exitCode = (await checkFloors()) ? 0 : 1
  } else if (names.length === 1) {
    const result = await runBenchmark(names[0] as string, new Effort(effort))
    // The last line, for scripts.
    console.log(JSON.stringify({ name: names[0], ratios: ratiosOf(result), ...result }))
  } else {
    await writeReport(names.length === 0 ? benchmarkNames : names, new Effort(effort))
  }
}
