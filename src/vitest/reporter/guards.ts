// What must fail a run although no test has failed.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import { type Configuration, isRequired } from '../../config/index.ts'
import {
  type Baseline,
  compareWithBaseline,
  emptyBaseline,
  parseBaseline,
  type TargetRecord,
  updateBaseline,
} from '../../report/index.ts'
import { readConfiguration } from '../open-provisioner.ts'
import type { EnvironmentOptions } from '../provided.ts'

/** How the baseline is used. */
export interface BaselineMode {
  /** Write it instead of comparing: Vitest's `-u`. */
  readonly update: boolean
  /** Whether all tests of each file were selected. */
  readonly whole: boolean
}

/** The sentences that say why this target's run must fail. */
export async function problemsOf(
  target: TargetRecord,
  options: EnvironmentOptions,
  mode: BaselineMode,
): Promise<string[]> {
  const { project, state, message, tests } = target
  if (state === 'down') return [`${project}: ${message}`]
  const configuration = await readConfiguration(options)
  const ran = tests.some((test) => test.state !== 'skipped')
  if (!ran && isRunRequired(configuration, options)) {
    return [`${project}: no test ran, and \`require\` is set. Configure the target, or take \`require\` away.`]
  }
  const file = configuration?.global.baseline
  return file === undefined || state !== 'ready' ? [] : baselineProblems(target, file, options.root, mode)
}

function isRunRequired(configuration: Configuration | undefined, { overrides }: EnvironmentOptions): boolean {
  return configuration?.global.require ?? isRequired({ env: process.env, overrides })
}

function baselineProblems(target: TargetRecord, file: string, root: string, mode: BaselineMode): string[] {
  const shown = relative(root, file)
  let baseline: Baseline = emptyBaseline
  try {
    if (existsSync(file)) baseline = parseBaseline(readFileSync(file, 'utf8'))
    else if (!mode.update) return [`There is no baseline ${shown} yet. Write it with \`vitest run -u\`.`]
  } catch (error) {
    return [`The baseline ${shown} cannot be read: ${(error as Error).message}. Write it anew with \`vitest run -u\`.`]
  }
  if (mode.update) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, `${JSON.stringify(updateBaseline(baseline, target, mode.whole), undefined, 2)}\n`)
    return []
  }
  const differences = compareWithBaseline(baseline, target, mode.whole)
  if (differences.length === 0) return []
  const head = `${target.project}: other tests are skipped than in the baseline ${shown}. If that is meant, run \`vitest run -u\`.`
  return [[head, ...differences.map((line) => `  ${line}`)].join('\n')]
}
