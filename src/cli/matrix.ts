// `pushwright matrix`: one suite on several targets, as a grid of tests by targets.
import { appendFileSync, mkdirSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { Command } from 'commander'
import { nearest, PushwrightError } from '../errors/index.ts'
import { type Grid, gridOf, renderGrid, renderGridMarkdown } from '../report/index.ts'
import { list } from './arguments.ts'
import { readTargets } from './read-targets.ts'
import { writeResults } from './write-results.ts'

interface MatrixSettings {
  readonly targets?: readonly string[]
  readonly project?: readonly string[]
  readonly config?: string
  readonly vitestConfig?: string
  readonly merge?: string
  readonly output: string
  readonly updateBaseline: boolean
  readonly record?: string
}

/** The subcommand. */
export function matrixCommand(): Command {
  return new Command('matrix')
    .description('Runs the suite on several targets, and shows what each made of each test.')
    .argument('[files...]', 'files to run, as for `vitest run`')
    .option('--targets <names>', 'sections of the INI, separated by commas (default: all)', list)
    .option('--project <names>', 'Vitest projects, separated by commas (default: those with the plugin)', list)
    .option('--config <ini>', 'the INI')
    .option('--vitest-config <file>', 'the configuration of Vitest')
    .option('--merge <directory>', 'run nothing: put the blob reports in this directory together')
    .option('--output <directory>', 'where to write grid.json, grid.md and grid.html', '.vitest/pushwright')
    .option('--update-baseline', 'write the baseline of the INI anew', false)
    .option('--record <file>', 'keep the transcripts of all tests')
    .addHelpText('after', '\nThe exit code is 1 if a test has failed, or a target is down.')
    .action(matrix)
}

async function matrix(filters: readonly string[], settings: MatrixSettings): Promise<void> {
  const { merge, project, config, vitestConfig, record, updateBaseline: update } = settings
  // The plugin reads both, in this process and in the workers.
  if (config !== undefined) process.env.PUSHWRIGHT_CONFIG = config
  if (record !== undefined) process.env.PUSHWRIGHT_RECORD = record
  const targets = merge === undefined ? await chosenTargets(settings) : []
  const { runMatrix } = await import('../vitest/matrix.ts')
  const runs = await runMatrix({
    root: process.cwd(),
    config: vitestConfig,
    targets,
    projects: project,
    filters,
    merge,
    update,
  })
  const grid = gridOf(runs)
  process.stdout.write(`\n${renderGrid(grid, { width: process.stdout.columns ?? 80 })}`)
  const page = await write(grid, resolve(settings.output))
  process.stdout.write(`\n ${relative(process.cwd(), page)}\n`)
}

async function chosenTargets({ targets, config }: MatrixSettings): Promise<readonly string[]> {
  const configuration = await readTargets(config)
  for (const target of targets ?? []) {
    if (configuration.targets.includes(target)) continue
    const near = nearest(target, configuration.targets)
    const suggestion = near === undefined ? '' : ` Did you mean ${near}?`
    throw new PushwrightError(
      'ERR_OPTION',
      `Expected --targets to name sections of ${configuration.file}, which are ${configuration.targets.join(', ')}; got ${target}.${suggestion}`,
    )
  }
  return targets ?? configuration.targets
}

async function write(grid: Grid, directory: string): Promise<string> {
  const { renderGridPage } = await import('../report/html/index.ts')
  const markdown = renderGridMarkdown(grid)
  mkdirSync(directory, { recursive: true })
  const page = join(directory, 'grid.html')
  writeResults({
    [join(directory, 'grid.json')]: `${JSON.stringify(grid)}\n`,
    [join(directory, 'grid.md')]: markdown,
    [page]: renderGridPage(grid),
  })
  const summary = process.env.GITHUB_STEP_SUMMARY
  if (summary !== undefined && summary !== '') appendFileSync(summary, `${markdown}\n`)
  return page
}
