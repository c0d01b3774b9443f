// The reporter that the plugin adds: says why tests did not run, shows what failed tests have said and heard, and fails a run that must not pass.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import type { Reporter, TestCase, TestModule, TestRunEndReason, Vitest } from 'vitest/node'
import { type Ledger, ledgerOf, renderLedger, type TargetRecord, type TranscriptRecord } from '../../report/index.ts'
import { collectRuns, optionsOf } from './collect-runs.ts'
import { renderFailures, transcriptsOf, writeTranscriptPage } from './failed-transcripts.ts'
import { addToJobSummary, annotationsOf } from './github.ts'
import { problemsOf } from './guards.ts'
import { restoreReasonsInJUnit } from './junit.ts'
import { Progress } from './progress.ts'

/** Where the files go, relative to the root of the run. */
const directory = '.vitest/pushwright'

/** Collects every test that did not run with its reason; prints them by reason at the end of a run, and writes `ledger.json`. */
export class LedgerReporter implements Reporter {
  #vitest: Vitest | undefined
  #progress: Progress | undefined
  #startedAt = Date.now()

  onInit(vitest: Vitest): void {
    this.#vitest = vitest
    this.#progress = new Progress(vitest)
    restoreReasonsInJUnit(vitest)
    for (const { record } of vitest.projects.flatMap((project) => optionsOf(project) ?? [])) {
      if (record === undefined) continue
      mkdirSync(dirname(record), { recursive: true })
      // Not removed: it may be no file.
      writeFileSync(record, '', { mode: 0o600 })
    }
  }

  onTestRunStart(): void {
    this.#startedAt = Date.now()
    this.#progress?.start()
  }

  onTestCaseResult(testCase: TestCase): void {
    this.#progress?.count(testCase)
  }

  async onTestRunEnd(modules: readonly TestModule[], _errors: unknown, reason: TestRunEndReason): Promise<void> {
    this.#progress?.stop()
    const vitest = this.#vitest
    if (vitest === undefined || reason === 'interrupted') return
    const filtered = isFiltered(vitest)
    const runs = collectRuns(modules, { startedAt: this.#startedAt, duration: Date.now() - this.#startedAt, filtered })
    const ledger = ledgerOf(runs)
    // First, so that nothing that is told below can take it away.
    if (runs.length > 0) this.#writeLedger(vitest, ledger)
    const records = transcriptsOf(modules)
    for (const line of renderFailures(records)) vitest.logger.error(line)
    this.#tellSkips(vitest, ledger)
    const mode = { update: vitest.config.snapshotOptions.updateSnapshot === 'all', whole: !filtered }
    for (const target of runs.flatMap((run) => run.targets)) {
      for (const problem of await problemsOf(target, optionsFor(vitest, target), mode)) {
        vitest.logger.error(`\n${problem}`)
        process.exitCode = 1
      }
    }
    await this.#writePage(vitest, records)
  }

  #writeLedger({ config }: Vitest, ledger: Ledger): void {
    const file = join(config.root, directory, 'ledger.json')
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, `${JSON.stringify(ledger, undefined, 2)}\n`)
  }

  async #writePage({ config, logger }: Vitest, records: readonly TranscriptRecord[]): Promise<void> {
    const page = join(config.root, directory, 'transcripts.html')
    // That of an earlier run would mislead.
    rmSync(page, { force: true })
    if (records.length === 0) return
    const what = await writeTranscriptPage(page, records)
    logger.error(`\n ${what}: ${relative(process.cwd(), page)}`)
  }

  #tellSkips(vitest: Vitest, ledger: Ledger): void {
    for (const line of renderLedger(ledger)) vitest.logger.log(line)
    if (process.env.GITHUB_ACTIONS !== 'true') return
    for (const line of annotationsOf(ledger)) vitest.logger.log(line)
    addToJobSummary(ledger)
  }
}

function isFiltered({ config }: Vitest): boolean {
  return config.testNamePattern !== undefined || (config.tagsFilter?.length ?? 0) > 0
}

function optionsFor(vitest: Vitest, { project }: TargetRecord): NonNullable<ReturnType<typeof optionsOf>> {
  const options = optionsOf(vitest.getProjectByName(project))
  if (options === undefined) throw new TypeError(`The project ${project} has no options of this plugin.`)
  return options
}
