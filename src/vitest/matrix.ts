// Runs a suite on several targets, or puts the blob reports of several runs together.
import { PushwrightError } from '../errors/index.ts'
import type { RunRecord } from '../report/index.ts'
import { matrixVariable } from './matrix-projects.ts'
import { collectRuns, optionsOf } from './reporter/collect-runs.ts'

/** What to run, or what to merge. */
export interface MatrixOptions {
  /** The root of Vitest. */
  readonly root: string
  /** The configuration of Vitest. Default: what Vitest finds. */
  readonly config?: string | undefined
  /** Sections of the INI. */
  readonly targets: readonly string[]
  /** Projects of Vitest. Default: those that have the plugin and leave the target open. */
  readonly projects?: readonly string[] | undefined
  /** Files to run, as for `vitest run`. */
  readonly filters?: readonly string[]
  /** A directory of blob reports to merge instead. */
  readonly merge?: string | undefined
  /** Write the baseline anew. */
  readonly update?: boolean
}

/**
 * Runs Vitest, with its usual reporters, and gives what each target made of the suite. The exit code of the process is set as Vitest does.
 *
 * @throws PushwrightError `ERR_OPTION` if no project has the plugin, or blob reports cannot be merged.
 */
export async function runMatrix(options: MatrixOptions): Promise<RunRecord[]> {
  const { startVitest } = await import('vitest/node')
  const { root, config, targets, merge, filters = [], update = false } = options
  const common = { root, watch: false, ...(config !== undefined && { config }) }
  const startedAt = Date.now()
  if (merge === undefined) process.env[matrixVariable] = targets.join(',')
  try {
    const selection = merge === undefined ? { project: await patternsOf(options), update } : { mergeReports: merge }
    const vitest = await startVitest('test', [...filters], { ...common, ...selection })
    const modules = vitest.state.getTestModules()
    const runs = collectRuns(modules, { startedAt, duration: Date.now() - startedAt, filtered: false })
    await vitest.close()
    // What was wrong with the reports, Vitest has said already.
    if (merge !== undefined && modules.length === 0) {
      throw new PushwrightError(
        'ERR_OPTION',
        `Expected blob reports of this version of Vitest in ${merge}, found none.`,
      )
    }
    return runs
  } finally {
    delete process.env[matrixVariable]
  }
}

/** The projects to run, and those that the plugin adds for the other targets. */
async function patternsOf({ root, config, projects }: MatrixOptions): Promise<string[]> {
  const names = projects ?? (await projectsWithPlugin(root, config))
  if (names.length === 0) {
    throw new PushwrightError(
      'ERR_OPTION',
      `Expected a Vitest project with the plugin \`pushwright/plugin\` and no \`target\`, found none in ${root}. Name one with --project.`,
    )
  }
  return names.flatMap((name) => [name, `${name}:*`])
}

async function projectsWithPlugin(root: string, config: string | undefined): Promise<string[]> {
  const { createVitest } = await import('vitest/node')
  const vitest = await createVitest('test', { root, watch: false, ...(config !== undefined && { config }) })
  try {
    return vitest.projects.filter((project) => optionsOf(project)?.isInMatrix).map(({ name }) => name)
  } finally {
    await vitest.close()
  }
}
