// The reporter that the plugin adds: says why tests did not run, and fails a run that must not pass.
import type { Reporter, TestModule, TestProject, TestRunEndReason, Vitest } from 'vitest/node'
import { isRequired } from '../config/index.ts'
import type { Skip } from '../report/index.ts'
import { readConfiguration } from './open-provisioner.ts'
import { type EnvironmentOptions, type Provided, pushwrightKey } from './provided.ts'

/** One test that did not run. */
interface LedgerRow {
  readonly project: string
  readonly title: string
  readonly skip: Skip
}

/** Collects every skipped test with its reason, and prints them by reason at the end of a run. */
export default class LedgerReporter implements Reporter {
  #vitest: Vitest | undefined

  onInit(vitest: Vitest): void {
    this.#vitest = vitest
  }

  async onTestRunEnd(modules: readonly TestModule[], _errors: unknown, reason: TestRunEndReason): Promise<void> {
    const vitest = this.#vitest
    if (vitest === undefined || reason === 'interrupted') return
    const projects = new Set(modules.map(({ project }) => project).filter(isOurs))
    const rows = modules.flatMap((module) => rowsOf(module))
    for (const line of summarise(rows)) vitest.logger.log(line)
    for (const project of projects) {
      const problem = await problemOf(project, modules)
      if (problem === undefined) continue
      vitest.logger.error(`\n${problem}`)
      process.exitCode = 1
    }
  }
}

function isOurs(project: TestProject): boolean {
  return optionsOf(project) !== undefined
}

function optionsOf(project: TestProject): EnvironmentOptions | undefined {
  // A project without the plugin has no options at all, whatever the type says.
  const options = project.config.environmentOptions as Record<string, unknown> | undefined
  return options?.[pushwrightKey] as EnvironmentOptions | undefined
}

function rowsOf(module: TestModule): LedgerRow[] {
  return [...module.children.allTests('skipped')].flatMap((testCase) => {
    const { skip } = testCase.meta().pushwright ?? {}
    return skip === undefined ? [] : [{ project: module.project.name, title: testCase.fullName, skip }]
  })
}

/** One line for each reason; the titles are in Vitest's own output. */
function summarise(rows: readonly LedgerRow[]): string[] {
  const counts = new Map<string, number>()
  for (const { project, skip } of rows) {
    const line = `${project}: ${skip.note}`
    counts.set(line, (counts.get(line) ?? 0) + 1)
  }
  if (counts.size === 0) return []
  return ['', ' Did not run', ...Array.from(counts, ([line, count]) => ` ${String(count).padStart(5)}  ${line}`)]
}

/** What must fail the run: a target that is down, or nothing that ran although that is required. */
async function problemOf(project: TestProject, modules: readonly TestModule[]): Promise<string | undefined> {
  const provided = project.getProvidedContext()[pushwrightKey] as Provided | undefined
  if (provided?.state === 'down') return `${project.name}: ${provided.message}`
  const tests = modules
    .filter((module) => module.project === project)
    .flatMap((module) => [...module.children.allTests()])
  const ran = tests.some((testCase) => testCase.result().state !== 'skipped')
  if (ran || !(await isRunRequired(optionsOf(project) as EnvironmentOptions))) return undefined
  return `${project.name}: no test ran, and \`require\` is set. Configure the target, or take \`require\` away.`
}

async function isRunRequired(options: EnvironmentOptions): Promise<boolean> {
  const configuration = await readConfiguration(options)
  return configuration?.global.require ?? isRequired({ env: process.env, overrides: options.overrides })
}
