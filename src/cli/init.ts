// `pushwright init`: gives a project its first end-to-end test.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Command } from 'commander'
import { PushwrightError } from '../errors/index.ts'
import {
  askForTarget,
  type InitResult,
  type InitTarget,
  initProject,
  readTarget,
  runnerOf,
  targetKinds,
} from '../init/index.ts'

interface InitSettings {
  readonly target?: string
  readonly url?: string
  readonly endpoints?: string
  readonly run: boolean
}

/** What runs the tests of the project that is written. */
const runArgs = ['run', '--project', 'e2e']

/** The subcommand. */
export function initCommand(): Command {
  return new Command('init')
    .description('Writes a Vitest config, an INI and a first test, where there are none; asks on a terminal only.')
    .option('--target <kind>', `what to test: ${Object.keys(targetKinds).join(', ')} (default: "fixture-server")`)
    .option('--url <url>', 'the connection endpoint of a push service of yours, ws: or wss:')
    .option('--endpoints <origin>', 'the origin of its endpoint URLs, for the target production')
    .option('--run', 'run the tests then', false)
    .action(init)
}

async function init(settings: InitSettings): Promise<void> {
  const directory = process.cwd()
  const result = await initProject({ directory, chooseTarget: targetChooser(settings) })
  process.stdout.write(describe(result))
  if (settings.run) process.exitCode = await runTests(directory, result)
}

/** Options are looked at in any case; a question is asked only when its answer is needed. */
function targetChooser({ target, url, endpoints }: InitSettings): () => InitTarget | Promise<InitTarget> {
  const isGiven = [target, url, endpoints].some((option) => option !== undefined)
  const isAlone = process.env.CI !== undefined || !process.stdin.isTTY || !process.stdout.isTTY
  if (!isGiven && !isAlone) return () => askForTarget(process.stdin, process.stdout)
  const chosen = readTarget({ kind: target, url, endpoints })
  return () => chosen
}

function describe(result: InitResult): string {
  const { steps, snippet, missingPackages } = result
  const { run, install } = runnerOf(process.env.npm_config_user_agent)
  const lines = steps.map(({ path, outcome }) => `${outcome.padEnd(9)} ${path}`)
  const isDone = steps.every(({ outcome }) => outcome === 'there')
  const toPaste = snippet === undefined ? [] : ['', `Put this into your ${configOf(result)}:`, '', indent(snippet)]
  const toInstall = missingPackages.length === 0 ? [] : [`${install} ${missingPackages.join(' ')}`]
  const next = [...toInstall, `${run} ${['vitest', ...runArgs].join(' ')}`].map((command) => `  ${command}`)
  const nothing = isDone ? ['', 'Everything was there, nothing was changed.'] : []
  return `${[...lines, ...toPaste, ...nothing, '', 'Next:', ...next].join('\n')}\n`
}

function configOf({ steps }: InitResult): string {
  return steps.find(({ outcome }) => outcome === 'by hand')?.path ?? ''
}

function indent(text: string): string {
  return text.trimEnd().replace(/^(?=.)/gm, '  ')
}

/**
 * Runs Vitest of the project to its end, and returns its exit code.
 *
 * @throws PushwrightError `ERR_STATE` if there is something to do by hand first.
 */
async function runTests(directory: string, { snippet, missingPackages }: InitResult): Promise<number> {
  if (snippet !== undefined || missingPackages.length > 0) {
    throw new PushwrightError(
      'ERR_STATE',
      'Expected nothing left to do by hand before --run; do what is said above first.',
    )
  }
  const vitest = createRequire(join(directory, 'package.json')).resolve('vitest/package.json')
  const args = [join(vitest, '../vitest.mjs'), ...runArgs]
  const child = spawn(process.execPath, args, { cwd: directory, stdio: 'inherit' })
  const [code] = (await once(child, 'close')) as [number | null]
  return code ?? 1
}
