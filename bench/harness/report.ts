// The report of a run of benchmarks, in three forms: JSON for machines, Markdown, and a page with plots.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { benchmarkNames, runBenchmark } from './benchmarks.ts'
import type { Effort } from './effort.ts'
import { describeMachine, loadOfMachine, type Machine } from './machine.ts'
import { renderMarkdown } from './report-markdown.ts'
import { renderPage } from './report-page.ts'
import type { BenchResult } from './result.ts'

/** All that was measured. */
export interface Report {
  readonly machine: Machine
  readonly benchmarks: Readonly<Record<string, MeasuredResult>>
}

/** The result of a benchmark, and how busy the machine was. */
export interface MeasuredResult extends BenchResult {
  /** Processes that wanted to run, in the minute before it began and in the minute before it ended. */
  readonly load: readonly [before: number, after: number]
}

const directory = new URL('../report/', import.meta.url)

/**
 * Runs benchmarks one after another, and writes `bench/report/report.{json,md,html}` after each, so that nothing is lost. Results of
 * others that are there already stay.
 */
export async function writeReport(names: readonly string[], effort: Effort): Promise<void> {
  mkdirSync(directory, { recursive: true })
  for (const name of names) {
    const begin = performance.now()
    const before = loadOfMachine()
    try {
      const result = await runBenchmark(name, effort)
      write(name, { ...result, load: [before, loadOfMachine()] })
    } catch (error) {
      // The others are worth having, and this one can be run by its name.
      console.error(error)
      process.exitCode = 1
    }
    console.error(`${name}: ${Math.round((performance.now() - begin) / 1000)} s`)
  }
}

function write(name: string, result: MeasuredResult): void {
  const known = { ...readResults(), [name]: result }
  const inOrder = benchmarkNames.flatMap((name) => (known[name] === undefined ? [] : [[name, known[name]] as const]))
  const report: Report = { machine: describeMachine(), benchmarks: Object.fromEntries(inOrder) }
  const files = {
    'report.json': JSON.stringify(report, undefined, 2),
    'report.md': renderMarkdown(report),
    'report.html': renderPage(report),
  }
  for (const [name, content] of Object.entries(files)) writeFileSync(new URL(name, directory), `${content}\n`)
}

function readResults(): Readonly<Record<string, MeasuredResult>> {
  const file = new URL('report.json', directory)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report).benchmarks : {}
}
