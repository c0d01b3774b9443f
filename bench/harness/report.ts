// The report of a run of benchmarks, in three forms: JSON for machines, Markdown, and a page with plots.
import { mkdirSync, writeFileSync } from 'node:fs'
import { runBenchmark } from './benchmarks.ts'
import type { Effort } from './effort.ts'
import { describeMachine, type Machine } from './machine.ts'
import { renderMarkdown } from './report-markdown.ts'
import { renderPage } from './report-page.ts'
import type { BenchResult } from './result.ts'

/** All that was measured in one run. */
export interface Report {
  readonly machine: Machine
  readonly benchmarks: Readonly<Record<string, BenchResult>>
}

const directory = new URL('../report/', import.meta.url)

/** Runs benchmarks one after another, and writes `bench/report/report.{json,md,html}` after each, so that nothing is lost. */
export async function writeReport(names: readonly string[], effort: Effort): Promise<void> {
  mkdirSync(directory, { recursive: true })
  const machine = describeMachine()
  const benchmarks: Record<string, BenchResult> = {}
  for (const name of names) {
    const begin = performance.now()
    try {
      benchmarks[name] = await runBenchmark(name, effort)
    } catch (error) {
      // The others are worth having, and this one can be run by its name.
      console.error(error)
      process.exitCode = 1
    }
    console.error(`${name}: ${Math.round((performance.now() - begin) / 1000)} s`)
    write({ machine, benchmarks })
  }
}

function write(report: Report): void {
  const files = {
    'report.json': JSON.stringify(report, undefined, 2),
    'report.md': renderMarkdown(report),
    'report.html': renderPage(report),
  }
  for (const [name, content] of Object.entries(files)) writeFileSync(new URL(name, directory), `${content}\n`)
}
