// What a plan and its agents say to each other over NATS.
import { gunzipSync, gzipSync } from 'node:zlib'
import { PushwrightError } from '../../errors/index.ts'
import type { MetricsRecord } from '../metrics/index.ts'
import type { Job, JobResult } from '../run/play-job.ts'

/** A shard in the queue. */
export interface ShardMessage {
  /** Those of another version cannot be played. */
  readonly format: 'pushwright-shard/1'
  readonly run: string
  readonly job: Job
}

/** What an agent says while it plays. */
export type AgentEvent =
  | { readonly type: 'begun'; readonly shard: number; readonly agent: string; readonly attempt: number }
  | { readonly type: 'progress'; readonly shard: number; readonly agent: string; readonly metrics: MetricsRecord }
  /** An agent that has to end gives its shard back. */
  | { readonly type: 'returned'; readonly shard: number; readonly agent: string }

/** What an agent says at the end; it is answered, so that it knows that it was heard. */
export interface ResultMessage {
  readonly shard: number
  readonly agent: string
  readonly result?: JobResult
  /** Why it could not be played. */
  readonly failure?: string
}

/** As bytes; records shrink to a tenth. */
export function encode(message: ShardMessage | AgentEvent | ResultMessage): Uint8Array {
  return gzipSync(JSON.stringify(message))
}

/** @throws PushwrightError `ERR_MESSAGE` for what {@link encode} has not written. */
export function decode<T extends ShardMessage | AgentEvent | ResultMessage>(bytes: Uint8Array): T {
  try {
    return JSON.parse(gunzipSync(bytes, { maxOutputLength: 64 * 1024 * 1024 }).toString('utf8')) as T
  } catch (cause) {
    throw new PushwrightError('ERR_MESSAGE', 'Expected a message of pushwright on its subject, got something else.', {
      cause,
    })
  }
}
