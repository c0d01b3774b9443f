// `pushwright plan`: plays a test plan, in one process or in several, and says whether the service held.
import { Command } from 'commander'
import { defaultFile } from '../config/index.ts'
import { PushwrightError } from '../errors/index.ts'
import {
  type AgentsSettings,
  formatReport,
  htmlReport,
  type LoadReport,
  loadPlan,
  type Plan,
  parseThreshold,
  runPlan,
} from '../load/index.ts'
import type { Log } from '../log/index.ts'
import { duration, port, processes } from './arguments.ts'
import { type LogOptions, withLog, withLogOptions } from './log-options.ts'
import { type SinkOptions, sinksOf } from './plan-sinks.ts'
import { openWatchers, type WatcherOptions } from './plan-watchers.ts'
import { StopRequest } from './stop-request.ts'
import { writeResults } from './write-results.ts'

interface PlanSettings extends LogOptions, SinkOptions, WatcherOptions {
  readonly target?: string
  readonly url?: string
  readonly timeout?: number
  readonly duration?: number
  readonly workers: number
  readonly nats?: string
  readonly shards?: number
  readonly patience?: number
  readonly preEncrypted: boolean
  readonly threshold: readonly string[]
  readonly json?: string
  readonly html?: string
}

/** The subcommand. */
export function planCommand(): Command {
  return withLogOptions(new Command('plan'))
    .description('Plays a test plan: many scenarios at the times, rates or numbers that it says.')
    .argument('<plan>', 'a .ts, .js or .json file, or "scenario, quantity, stagger, delay, arguments | ..."')
    .option('--target <section>', 'a target of the INI')
    .option('--url <url>', 'the connection endpoint, ws: or wss:, instead of a target')
    .option('--config <ini>', `the INI (default: "${defaultFile}")`)
    .option('--timeout <duration>', 'the budget of each command (default: 5s)', duration)
    .option('--duration <duration>', 'end the plan after this time', duration)
    .option('--workers <number>', 'processes to play it in', processes, 1)
    .option('--nats <url>', 'play it on the agents of this NATS instead')
    .option('--shards <number>', 'parts for the agents (default: one for each)', processes)
    .option('--patience <duration>', 'silence of all agents after which shards are lost (default: 30s)', duration)
    .option('--pre-encrypted', 'post one encrypted body again and again, to measure the service alone', false)
    .option('--threshold <conditions...>', 'what must hold, such as "notification.latency p99 < 500ms"', [])
    .option('--json <file>', 'write the report as JSON; - is stdout')
    .option('--html <file>', 'write the report as an HTML page')
    .option('--statsd <host:port>', 'tell statsd of every measurement')
    .option('--dogstatsd <host:port>', 'tell DogStatsD of every measurement, with tags')
    .option('--tag <pairs...>', 'tags of every measurement, such as region=eu', [])
    .option('--opentelemetry', 'tell the OpenTelemetry SDK that this process has set up', false)
    .option('--prometheus <port>', 'answer Prometheus on this port of 127.0.0.1', port)
    .option('--quiet', 'show no progress', false)
    .action((plan: string, settings: PlanSettings) => withLog(settings, (log) => play(plan, settings, log)))
}

async function play(text: string, settings: PlanSettings, log: Log): Promise<void> {
  const root = process.cwd()
  const plan = withThresholds(await loadPlan(text, root), settings.threshold)
  const { url, target: section, config, timeout, preEncrypted, workers } = settings
  refuseContradictions(settings)
  const target = {
    ...(url !== undefined && { url }),
    ...(section !== undefined && { section }),
    ...(config !== undefined && { config }),
    ...(timeout !== undefined && { timeout }),
    preEncrypted,
  }
  const sinks = sinksOf(settings)
  const watchers = await openWatchers(settings, log)
  const report = await untilStopped(settings.duration, (signal) =>
    runPlan(plan, {
      target,
      root,
      workers,
      log,
      signal,
      sinks,
      onProgress: watchers.show,
      ...(settings.nats !== undefined && { agents: agentsOf(settings.nats, settings) }),
    }),
  ).finally(watchers.close)
  write(report, settings)
  if (!report.passed) process.exitCode = 1
}

/** @throws PushwrightError `ERR_OPTION` for options of which one would be ignored. */
function refuseContradictions({ url, target, config, nats, workers, shards, patience }: PlanSettings): void {
  const wrong = [
    url !== undefined &&
      target !== undefined &&
      'Expected either --url or --target, got both. Leave out one of the two.',
    url !== undefined &&
      config !== undefined &&
      'Expected either --url or --config, got both. Leave out one of the two.',
    nats !== undefined && workers > 1 && 'Expected either --nats or --workers, got both. Leave out one of the two.',
    nats === undefined &&
      (shards ?? patience) !== undefined &&
      'Expected --shards and --patience only with --nats, got them without. Add --nats, or leave them out.',
  ].find((message) => message !== false)
  if (wrong !== undefined) throw new PushwrightError('ERR_OPTION', wrong)
}

/** Does something until it is done, a time has passed, or somebody asks to stop. */
async function untilStopped<T>(time: number | undefined, use: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new StopRequest({ withStdin: false })
  const controller = new AbortController()
  void stop.requested.then(() => controller.abort())
  const end = (): void => controller.abort(new DOMException(`The plan had ${time} ms.`, 'TimeoutError'))
  // Not AbortSignal.timeout, whose timer ends with the signal if that is collected as garbage.
  const timer = time === undefined ? undefined : setTimeout(end, time)
  try {
    return await use(controller.signal)
  } finally {
    clearTimeout(timer)
    stop.dispose()
  }
}

function agentsOf(nats: string, { shards, patience }: PlanSettings): AgentsSettings {
  return { nats, ...(shards !== undefined && { shards }), ...(patience !== undefined && { patience }) }
}

function write(report: LoadReport, { json, html }: PlanSettings): void {
  const text = `${JSON.stringify(report)}\n`
  if (json === '-') process.stdout.write(text)
  else process.stdout.write(formatReport(report))
  writeResults({
    ...(json !== undefined && json !== '-' && { [json]: text }),
    ...(html !== undefined && { [html]: htmlReport(report) }),
  })
}

function withThresholds(plan: Plan, more: readonly string[]): Plan {
  for (const text of more) parseThreshold(text)
  return { ...plan, thresholds: [...plan.thresholds, ...more] }
}
