// `pushwright probe`: finds the features and quirks of a running push service, and writes them into the INI.
import { Command, InvalidArgumentError } from 'commander'
import { defaultFile } from '../config/index.ts'
import { Timing } from '../deadline/index.ts'
import { PushwrightError } from '../errors/index.ts'
import {
  formatReport,
  type ProbeOptions,
  type ProbeReport,
  runProbe,
  urlTarget,
  type Written,
  withTarget,
  writeFindings,
} from '../probe/index.ts'
import type { ProbeTarget } from '../probing/index.ts'
import { knownNames, rateLimit, requireProject } from '../provisioner/index.ts'
import { duration } from './arguments.ts'
import { StopRequest } from './stop-request.ts'

interface ProbeSettings {
  readonly target?: string
  readonly config?: string
  readonly only?: readonly string[]
  readonly timeout?: number
  readonly patience?: number
  readonly postsPerSecond: number
  readonly maxRequests: number
  readonly write: boolean
  readonly json: boolean
}

/** The subcommand. */
export function probeCommand(): Command {
  return new Command('probe')
    .description('Finds the features and quirks of a running push service with a handful of clients.')
    .argument('[url]', 'the connection endpoint, ws: or wss:')
    .option('--target <section>', 'a target of the INI instead of a URL; its limits hold for the probe too')
    .option('--config <ini>', `the INI (default: "${defaultFile}")`)
    .option('--only <names...>', 'look for these quirks and features alone')
    .option('--timeout <duration>', 'how long the service may take for one answer, for a URL (default: 5s)', duration)
    .option('--patience <duration>', 'by how much a message may come late (default: 500ms)', duration)
    .option('--posts-per-second <number>', 'how fast to post, for a URL', positiveNumber, 10)
    .option('--max-requests <number>', 'how many HTTP requests to make at most', positiveNumber, 150)
    .option('--write', 'add quirks and missing features to the INI', false)
    .option('--json', 'print the findings as JSON', false)
    .action(probe)
}

async function probe(url: string | undefined, settings: ProbeSettings): Promise<void> {
  const stop = new StopRequest({ withStdin: false })
  const controller = new AbortController()
  void stop.requested.then(() => controller.abort())
  try {
    const report = await run(url, settings, controller.signal)
    if (settings.json) {
      const written = settings.write ? { written: write(url, settings, report) } : {}
      process.stdout.write(`${JSON.stringify({ ...report, ...written }, undefined, 2)}\n`)
      return
    }
    // First, since it is worth reading even if it cannot be written down.
    process.stdout.write(formatReport(report))
    if (settings.write) process.stdout.write(describe(write(url, settings, report)))
  } finally {
    stop.dispose()
  }
}

function run(url: string | undefined, settings: ProbeSettings, signal: AbortSignal): Promise<ProbeReport> {
  const { only, patience, maxRequests, target, timeout, postsPerSecond } = settings
  const options: ProbeOptions = { only, maxRequests, signal, ...(patience !== undefined && { patience }) }
  if (url !== undefined && target === undefined) {
    const timing = new Timing(timeout === undefined ? {} : { timeout })
    return runProbe(urlTarget(url, { timing, throttle: rateLimit(postsPerSecond) }), options)
  }
  if (target !== undefined && url === undefined) {
    return withTargetNamed(target, settings.config, (one) => runProbe(one, options))
  }
  throw new PushwrightError(
    'ERR_OPTION',
    `Expected either a URL or --target, to say which service to probe; got ${url === undefined ? 'neither' : 'both'}.`,
  )
}

async function withTargetNamed<T>(
  target: string,
  file: string | undefined,
  use: (target: ProbeTarget) => Promise<T>,
): Promise<T> {
  const overrides = { target }
  return withTarget(await requireProject({ root: process.cwd(), file, env: process.env, overrides }), use)
}

function write(url: string | undefined, { target = '', config }: ProbeSettings, { findings }: ProbeReport): Written {
  return writeFindings({
    root: process.cwd(),
    file: config ?? process.env.PUSHWRIGHT_CONFIG ?? defaultFile,
    target: url === undefined ? { section: target } : { url },
    findings,
    ...knownNames(),
  })
}

function describe({ file, section, added, stale }: Written): string {
  const news = added.length === 0 ? 'has nothing new' : `got ${added.join(', ')}`
  const old = stale.length === 0 ? '' : `It still declares ${stale.join(', ')}, which the service does not show.\n`
  return `\n${file} [${section}] ${news}.\n${old}`
}

function positiveNumber(text: string): number {
  const number = /^\d{1,6}(\.\d{1,3})?$/.test(text) ? Number(text) : 0
  if (number > 0) return number
  throw new InvalidArgumentError('Expected a number above 0.')
}
