// The benchmarks by name: each is one file of `bench/`. They are in the order of the report.
import type { Effort } from './effort.ts'
import type { BenchResult } from './result.ts'

type Benchmark = (effort: Effort) => Promise<BenchResult>

const benchmarks: Readonly<Record<string, () => Promise<{ default: Benchmark }>>> = {
  // Against the bare libraries.
  hello: () => import('../hello.ts'),
  clients: () => import('../clients.ts'),
  push: () => import('../push.ts'),
  'push-service': () => import('../push-service.ts'),
  static: () => import('../static.ts'),
  conversation: () => import('../conversation.ts'),
  load: () => import('../load.ts'),
  start: () => import('../start.ts'),
  imports: () => import('../imports.ts'),
  // Against bare Vitest.
  environment: () => import('../environment.ts'),
  reporter: () => import('../reporter.ts'),
  browsers: () => import('../browsers.ts'),
  // Against what else people use.
  encryption: () => import('../encryption.ts'),
  emulators: () => import('../emulators.ts'),
  generators: () => import('../generators.ts'),
  // Over a range.
  stored: () => import('../stored.ts'),
}

/** All names, in the order of the report. */
export const benchmarkNames: readonly string[] = Object.keys(benchmarks)

/** Runs one benchmark. */
export async function runBenchmark(name: string, effort: Effort): Promise<BenchResult> {
  const load = benchmarks[name]
  if (load === undefined) throw new Error(`Expected one of ${benchmarkNames.join(', ')}, got ${name}.`)
  return (await load()).default(effort)
}
