// `pushwright scenario`: runs a scenario once or a few times, as a smoke test.
import { Command } from 'commander'
import { defaultFile } from '../config/index.ts'
import { formatDuration } from '../deadline/index.ts'
import { PushwrightError } from '../errors/index.ts'
import { readArguments } from '../load/index.ts'
import type { Log } from '../log/index.ts'
import { shownServiceUrl } from '../provisioner/index.ts'
import {
  type AnyScenario,
  findScenario,
  type RunScenarioOptions,
  runScenario,
  type ScenarioRecorder,
  type ScenarioResult,
  shippedScenarios,
  silentRecorder,
} from '../scenario/index.ts'
import { redactMessage, renderDiagram } from '../transcript/index.ts'
import { duration, origin, seed, times } from './arguments.ts'
import { type LogOptions, withLog, withLogOptions } from './log-options.ts'
import { StopRequest } from './stop-request.ts'
import { type TargetChoice, withChosenTarget } from './target-choice.ts'

interface ScenarioSettings extends LogOptions, TargetChoice {
  readonly timeout?: number
  readonly times: number
  readonly seed?: number
  readonly list: boolean
}

/** The subcommand. */
export function scenarioCommand(): Command {
  return withLogOptions(new Command('scenario'))
    .description('Runs a scenario at a push service: a smoke test. Exits with 1 if it fails.')
    .argument('[name]', 'a scenario of this package, such as basic, or ./file.ts:export')
    .argument('[args...]', 'its arguments: JSON, name=value or text')
    .option('--url <url>', 'the connection endpoint, ws: or wss:')
    .option('--target <section>', 'a target of the INI (default: the one that the INI selects)')
    .option('--config <ini>', `the INI (default: "${defaultFile}")`)
    .option('--endpoint <origin>', 'an origin that takes the place of that of every push endpoint', origin)
    .option(
      '--timeout <duration>',
      'how long the scenario may take as a whole (default: as long as it wants)',
      duration,
    )
    .option('--times <number>', 'how often to run it, one after another', times, 1)
    .option('--seed <number>', 'seed of everything random in it', seed)
    .option('--list', 'list the scenarios of this package', false)
    .action(scenario)
}

async function scenario(name: string | undefined, args: readonly string[], settings: ScenarioSettings): Promise<void> {
  if (settings.list) {
    process.stdout.write(list())
    return
  }
  if (name === undefined) {
    throw new PushwrightError(
      'ERR_OPTION',
      'Expected the name of a scenario. Run with --list to see those of this package.',
    )
  }
  await withLog(settings, (log) => run(name, args, settings, log))
}

async function run(name: string, args: readonly string[], settings: ScenarioSettings, log: Log): Promise<void> {
  const found = await findScenario(name, process.cwd())
  const values = readArguments(args, 'argument')
  const stop = new StopRequest({ withStdin: false })
  const controller = new AbortController()
  void stop.requested.then(() => controller.abort())
  try {
    await withChosenTarget(settings, async (target) => {
      const options = { target, args: values, signal: controller.signal, name: found.name }
      process.exitCode = (await runAll(found.scenario, options, settings, log)) ? 0 : 1
    })
  } finally {
    stop.dispose()
  }
}

/** Runs it so often, or until it fails; returns whether it passed each time. */
async function runAll(
  scenario: AnyScenario,
  options: RunScenarioOptions & { readonly name: string },
  { times, timeout, seed }: ScenarioSettings,
  log: Log,
): Promise<boolean> {
  const { name } = options
  for (let time = 0; time < times; time++) {
    log.debug(`The scenario ${name} begins`, { target: shownServiceUrl(options.target.url), time: time + 1 })
    const startedAt = performance.now()
    const result = await runScenario(scenario, {
      ...options,
      recorder: stepPrinter(log),
      ...(timeout !== undefined && { timeout }),
      // Each run has a seed of its own.
      ...(seed !== undefined && { seed: (seed + time) % 2 ** 32 }),
    })
    const took = formatDuration(performance.now() - startedAt)
    if (result.state !== 'passed') {
      process.stderr.write(describeFailure(name, took, result))
      tell(log, name, result)
      return false
    }
    process.stdout.write(`${name} passed in ${took}\n`)
    log.debug(`The scenario ${name} has passed`, { took })
  }
  return true
}

/** Prints each step when it is done. */
function stepPrinter(log: Log): ScenarioRecorder {
  return {
    ...silentRecorder,
    measured(step, startedAt, endedAt) {
      const milliseconds = (endedAt - startedAt).toFixed(1)
      process.stdout.write(`  ${step.padEnd(12)} ${milliseconds.padStart(8)} ms\n`)
      log.debug('A step is done', { step, milliseconds: Number(milliseconds) })
    },
  }
}

/** For those who read the log and not the terminal. */
function tell(log: Log, name: string, { state, at, error }: ScenarioResult): void {
  if (state === 'aborted') log.debug(`The scenario ${name} was stopped`)
  else log.error(`The scenario ${name} has failed`, { at, why: error })
}

function describeFailure(name: string, took: string, { state, error, at = name, transcript }: ScenarioResult): string {
  if (state === 'aborted') return `${name} was stopped after ${took}\n`
  const message = error instanceof Error ? error.message : String(error)
  return `error: ${at} failed after ${took}: ${redactMessage(message)}\n\n${renderDiagram(transcript, { last: 50 })}\n`
}

function list(): string {
  const width = Math.max(...shippedScenarios.map(({ name }) => name.length))
  return shippedScenarios.map(({ name, text }) => `${name.padEnd(width)}  ${text}\n`).join('')
}
