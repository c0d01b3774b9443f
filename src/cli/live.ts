// `pushwright live`: runs live cases at a push service, once or for as long as one wants, and shows how they do.
import { Command, Option } from 'commander'
import { defaultFile } from '../config/index.ts'
import { formatDuration } from '../deadline/index.ts'
import {
  findCases,
  LiveCheck,
  type LiveCheckOptions,
  NatsBus,
  StatusServer,
  shippedCases,
  type TestReport,
} from '../live/index.ts'
import type { Log } from '../log/index.ts'
import { type ReadyProvisioner, requireProject, withProvisioner } from '../provisioner/index.ts'
import { provisionerTarget } from '../scenario/index.ts'
import { renderDiagram } from '../transcript/index.ts'
import { duration, port, seed } from './arguments.ts'
import { openReporters, type ReporterOptions } from './live-reporters.ts'
import { type LogOptions, withLog, withLogOptions } from './log-options.ts'
import { StopRequest } from './stop-request.ts'

interface LiveSettings extends ReporterOptions, LogOptions {
  readonly target?: string
  readonly for?: number
  readonly frequency?: number
  readonly statusPort: number
  readonly nats?: string
  readonly name?: string
  readonly fakeRequests: boolean
  readonly seed?: number
}

/** How often at most something is asked of a service that is not for load. */
const politeFrequency = '30s'

/** The subcommand. */
export function liveCommand(): Command {
  const names = shippedCases.map(({ name }) => name).join(', ')
  return withLogOptions(new Command('live'))
    .description('Watches a push service with live cases. Exits with 1 if one of them does not pass in the end.')
    .argument('<files...>', `files that export cases, or cases of this package: ${names}`)
    .option('--target <section>', 'a target of the INI (default: the one that the INI selects)')
    .option('--config <ini>', `the INI (default: "${defaultFile}")`)
    .option('--for <duration>', 'how long (default: until SIGTERM or SIGINT)', duration)
    .addOption(new Option('--once', 'run each case once, and end').default(false).conflicts('for'))
    .option('--frequency <duration>', 'how often each case is run, instead of what it says', duration)
    .option('--status-port <port>', 'port of the status page, /healthz and /metrics on 127.0.0.1; 0 is any', port, 0)
    .option('--report <file>', 'add reports and alarms to this file, as JSON lines')
    .option('--webhook <url>', 'post alarms to this URL, as JSON')
    .option('--statsd <host:port>', 'tell statsd of every test')
    .option('--dogstatsd <host:port>', 'tell DogStatsD of every test, with tags')
    .option('--tag <pairs...>', 'tags of every measurement, such as region=eu', [])
    .option('--opentelemetry', 'tell the OpenTelemetry SDK that this process has set up', false)
    .option('--nats <url>', 'share tests with other processes, over NATS JetStream')
    .option('--name <name>', 'what tells live checks on one NATS apart (default: "live")')
    .option('--no-fake-requests', 'leave these to another process')
    .option('--seed <number>', 'seed of everything random', seed)
    .action((files: readonly string[], settings: LiveSettings) =>
      withLog(settings, (log) => live(files, settings, log)),
    )
}

async function live(files: readonly string[], settings: LiveSettings, log: Log): Promise<void> {
  const root = process.cwd()
  const cases = (await Promise.all(files.map((file) => findCases(file, root)))).flat()
  const stop = new StopRequest({ withStdin: false })
  const { config: file, target } = settings
  try {
    const project = await requireProject({ root, file, env: process.env, overrides: { target } })
    await withProvisioner(project, async (ready) => {
      const scenarios = provisionerTarget(ready)
      const given = { target: scenarios, ...caps(ready), ...(await options(settings, log)) }
      const check = new LiveCheck({ ...given, ...(await openBus(settings, log)) })
      try {
        for (const one of cases) check.add(one)
        if (!settings.once) warnOfIdle(check, settings, log)
        process.exitCode = (await watch(check, settings, stop)) ? 0 : 1
      } finally {
        await check.stop()
        await scenarios.close()
      }
    })
  } finally {
    stop.dispose()
  }
}

/** What the service is to bear: what its provisioner says, and little if others pay for it. */
function caps({ provisioner, settings: { maxClients } }: ReadyProvisioner): LiveCheckOptions {
  if (!provisioner.allowsLoad) return { testConcurrency: 1, leastFrequency: politeFrequency }
  return maxClients === undefined ? {} : { testConcurrency: maxClients }
}

async function openBus({ nats: url, name }: LiveSettings, log: Log): Promise<LiveCheckOptions> {
  const named = name === undefined ? {} : { name }
  if (url === undefined) return named
  const onError = (error: unknown): void => log.warn('NATS has trouble', { why: error })
  return { ...named, bus: await NatsBus.connect({ url, ...named, onError }) }
}

async function options(settings: LiveSettings, log: Log): Promise<LiveCheckOptions> {
  const { seed, frequency, fakeRequests } = settings
  return {
    reporters: await openReporters(settings, log),
    fakeRequests,
    ...(seed !== undefined && { seed }),
    ...(frequency !== undefined && { frequency }),
  }
}

/** Nobody else can trigger tests of a live check that is one process. */
function warnOfIdle({ cases }: LiveCheck, { nats, fakeRequests }: LiveSettings, log: Log): void {
  if (nats !== undefined) return
  for (const { name, settings } of cases) {
    if (settings.frequency !== undefined && fakeRequests) continue
    log.warn(`Nothing triggers tests of ${name}. Give it a \`frequency\`, or use --frequency or --nats.`)
  }
}

/** Returns whether all is well in the end. */
function watch(check: LiveCheck, settings: LiveSettings, stop: StopRequest): Promise<boolean> {
  return settings.once ? runOnce(check, stop) : runOn(check, settings, stop)
}

async function runOnce(check: LiveCheck, stop: StopRequest): Promise<boolean> {
  // What runs is cancelled, and says so.
  void stop.requested.then(() => check.stop({ grace: 0 }))
  let isWell = true
  for (const one of check.cases) {
    const report = await one.runOnce()
    isWell &&= report.outcome === 'pass' || report.outcome === 'skip'
    process.stdout.write(describe(report))
    if (report.outcome === 'cancelled') break
  }
  return isWell
}

async function runOn(check: LiveCheck, { for: time, statusPort }: LiveSettings, stop: StopRequest): Promise<boolean> {
  const status = await StatusServer.start(check, { port: statusPort })
  const timer = time === undefined ? undefined : setTimeout(stop.request, time)
  try {
    await check.start()
    process.stdout.write(`${check.cases.map(({ name }) => name).join(', ')}: see ${status.url}\n`)
    await waitFor(stop)
    await check.stop()
    process.stdout.write(summary(check))
    return check.healthy && check.cases.every(({ state }) => ['PASS', 'INIT', 'SKIP'].includes(state))
  } finally {
    clearTimeout(timer)
    await status.close()
  }
}

/** A signal handler alone does not keep the process. */
async function waitFor({ requested }: StopRequest): Promise<void> {
  const keepAlive = setInterval(() => {}, 0x7fff_ffff)
  await requested
  clearInterval(keepAlive)
}

function describe({ test, outcome, runtime, steps, reason, error, transcript = [] }: TestReport): string {
  const lines = steps.map(({ text, duration }) => {
    return duration === undefined ? `  ${text}\n` : `  ${text.padEnd(14)} ${duration.toFixed(1).padStart(9)} ms\n`
  })
  const why = error?.message ?? reason
  const told = why === undefined ? '' : `: ${why}`
  const drawn = transcript.length === 0 ? '' : `\n${renderDiagram(transcript, { last: 50 })}\n`
  return `${lines.join('')}${test.case} ${outcome} in ${formatDuration(runtime)}${told}\n${drawn}`
}

function summary({ status }: LiveCheck): string {
  return status
    .map(({ name, state, totals, medians }) => {
      const counts = Object.entries(totals).filter(([, count]) => count > 0)
      const told = counts.map(([outcome, count]) => `${count} ${outcome}`).join(', ') || 'no test'
      const median = medians.runtime === undefined ? '' : `, median ${formatDuration(medians.runtime)}`
      return `${name} ${state}: ${told}${median}\n`
    })
    .join('')
}
