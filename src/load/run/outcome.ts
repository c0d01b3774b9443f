// What became of one shard.
import type { ShardReport } from '../report/load-report.ts'
import type { JobResult } from './play-job.ts'

/** Who played a shard, and what came of it; nothing if it was lost. */
export interface Outcome {
  readonly shard: Omit<ShardReport, 'publicKey'>
  readonly result?: JobResult
}
