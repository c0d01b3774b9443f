// Plays a plan, in this process, in several or on agents, and makes the report.
import { Log } from '../../log/index.ts'
import { type AgentsSettings, playOnAgents } from '../agents/index.ts'
import { wholePlan } from '../arrival/index.ts'
import { Metrics, type MetricsRecord, mergeMetrics } from '../metrics/index.ts'
import type { Plan } from '../plan/index.ts'
import { type LoadReport, makeReport } from '../report/load-report.ts'
import type { SinkSettings } from '../sinks/index.ts'
import { playInWorkers } from '../workers/play-in-workers.ts'
import type { TargetDescription } from './load-target.ts'
import type { Outcome } from './outcome.ts'
import { type Job, playJob } from './play-job.ts'

/** How to play a plan. */
export interface RunPlanOptions {
  readonly target: TargetDescription
  /** What paths are relative to. Default: the working directory. */
  readonly root?: string
  /** Processes. Default 1: this one. */
  readonly workers?: number
  /** Plays it on agents instead, on as many machines as there are. */
  readonly agents?: AgentsSettings
  /** Who else is told of the measurements while the plan runs. Default nobody. */
  readonly sinks?: SinkSettings
  /** Ends the plan early; the report has what was measured until then. A `TimeoutError` as its reason is an end that was meant. */
  readonly signal?: AbortSignal
  /** Called about every second with everything measured so far. */
  readonly onProgress?: (soFar: MetricsRecord) => void
  /** Default: nothing is logged. */
  readonly log?: Log
}

/**
 * Plays a plan.
 *
 * @throws PushwrightError `ERR_OPTION`, `ERR_CONFIG` or `ERR_NOT_ALLOWED` if it cannot begin. Scenarios that fail are in the report.
 *
 * @example
 * ```ts
 * const plan = readPlan({ steps: ['basic, 100, 10, 0'] }, 'morning')
 * const report = await runPlan(plan, { target: { url: 'ws://127.0.0.1:8080/' } })
 * console.log(formatReport(report))
 * ```
 */
export async function runPlan(plan: Plan, options: RunPlanOptions): Promise<LoadReport> {
  const { target, sinks = {}, workers = 1, log = new Log({ output: 'none' }) } = options
  const startedAt = new Date().toISOString()
  const begun = performance.now()
  const play = options.agents !== undefined ? playAway : workers === 1 ? playHere : playThere
  log.info(`The plan ${plan.name} begins`, { workers })
  const outcomes = await play({ plan, target, sinks }, { ...options, log })
  log.info(`The plan ${plan.name} has ended`)
  return reportOf(plan, outcomes, {
    startedAt,
    duration: performance.now() - begun,
    payloads: target.preEncrypted === true ? 'pre-encrypted' : 'encrypted',
    ...(isStopped(options.signal) && { stopped: true }),
  })
}

function isStopped(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true && (signal.reason as Error | undefined)?.name !== 'TimeoutError'
}

/** The report of a plan whose shards were played somewhere. */
export function reportOf(
  plan: Plan,
  outcomes: readonly Outcome[],
  facts: Pick<LoadReport, 'startedAt' | 'duration' | 'payloads' | 'stopped'>,
): LoadReport {
  const results = outcomes.flatMap(({ result }) => result ?? [])
  return makeReport({
    plan,
    target: results[0]?.target ?? 'unknown',
    ...facts,
    shards: outcomes.map(({ shard, result }) => ({ ...shard, ...(result && { publicKey: result.publicKey }) })),
    metrics: mergeMetrics(results.length === 0 ? [new Metrics(0).toJSON()] : results.map(({ metrics }) => metrics)),
  })
}

type Play = (job: Omit<Job, 'shard'>, options: RunPlanOptions & { readonly log: Log }) => Promise<Outcome[]>

const playHere: Play = async (job, { root = process.cwd(), signal, onProgress }) => {
  const result = await playJob(
    { ...job, shard: wholePlan },
    { root, ...(signal && { signal }), ...(onProgress && { onProgress }) },
  )
  return [{ shard: { index: 0, by: 'this process', state: 'done' }, result }]
}

const playThere: Play = async (job, { root = process.cwd(), workers = 1, signal, onProgress, log }) => {
  const soFar = new Map<number, MetricsRecord>()
  const ticks = setInterval(() => {
    if (soFar.size > 0) onProgress?.(mergeMetrics([...soFar.values()]))
  }, 1000)
  try {
    return await playInWorkers(job, {
      count: workers,
      root,
      signal: signal ?? new AbortController().signal,
      log,
      onProgress: (worker, metrics) => soFar.set(worker, metrics),
    })
  } finally {
    clearInterval(ticks)
  }
}

const playAway: Play = (job, { agents, log, signal, onProgress }) =>
  playOnAgents(job, { ...(agents as AgentsSettings), log, signal, onProgress })
