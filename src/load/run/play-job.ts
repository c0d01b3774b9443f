// One process's part of a plan, as data that can be sent to it, and what comes of it.
import type { Shard } from '../arrival/index.ts'
import type { MetricsRecord } from '../metrics/index.ts'
import type { Plan } from '../plan/index.ts'
import { openSinks, type SinkSettings } from '../sinks/index.ts'
import { type TargetDescription, withLoadTarget } from './load-target.ts'
import { type RunShardOptions, runShard } from './run-shard.ts'

/** What a process is to do. */
export interface Job {
  readonly plan: Plan
  readonly shard: Shard
  readonly target: TargetDescription
  /** Who else is told of the measurements while the plan runs. */
  readonly sinks: SinkSettings
}

/** What a process has done. */
export interface JobResult {
  readonly metrics: MetricsRecord
  /** The section of the INI, or the origin of the URL. */
  readonly target: string
  /** The VAPID public key of this process, by which the push service can tell its posts from those of others. */
  readonly publicKey: string
}

/**
 * Plays one part of a plan.
 *
 * @param options - `root`: what paths are relative to; the rest as for `runShard`.
 * @throws PushwrightError of a plan or a target that cannot be used, before anything has begun.
 */
export async function playJob(
  { plan, shard, target, sinks }: Job,
  options: Pick<RunShardOptions, 'root' | 'signal' | 'onProgress'>,
): Promise<JobResult> {
  return withLoadTarget(target, options.root, async (open) => {
    const opened = await openSinks(sinks)
    try {
      const metrics = await runShard(plan, { ...options, shard, target: open.target, sinks: opened })
      return { metrics, target: open.name, publicKey: open.target.openApplicationServer().publicKey }
    } finally {
      await Promise.all(opened.map((sink) => sink.close()))
    }
  })
}
