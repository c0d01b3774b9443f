// What the process of a plan and its workers say to each other.
import type { MetricsRecord } from '../metrics/index.ts'
import type { Job, JobResult } from '../run/play-job.ts'

/** To a worker. */
export type ToWorker = { readonly type: 'play'; readonly job: Job; readonly root: string } | { readonly type: 'stop' }

/** From a worker. Everything measured so far comes every second. */
export type FromWorker =
  | { readonly type: 'progress'; readonly metrics: MetricsRecord }
  | { readonly type: 'done'; readonly result: JobResult }
  | { readonly type: 'failed'; readonly code: string | undefined; readonly message: string }
