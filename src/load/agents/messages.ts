// What a plan and its agents say to each other over NATS.
import { gunzipSync, gzipSync } from 'node:zlib'
import { PushwrightError } from '../../errors/index.ts'
import { isCount, isObject, type JsonObject } from '../../json/index.ts'
import { isMetricsRecord, type MetricsRecord } from '../metrics/index.ts'
import { isPlan } from '../plan/index.ts'
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

/** @throws PushwrightError `ERR_MESSAGE` if it is none, or of another version. */
export function decodeShard(bytes: Uint8Array): ShardMessage {
  const { format, run, job } = decode(bytes)
  if (format !== 'pushwright-shard/1') throw new PushwrightError('ERR_MESSAGE', 'It is of another version.')
  if (typeof run === 'string' && isRunId.test(run) && isJob(job)) return { format, run, job }
  throw wrong()
}

/** @throws PushwrightError `ERR_MESSAGE` if it is none. */
export function decodeEvent(bytes: Uint8Array): AgentEvent {
  const event = decode(bytes)
  const { type, shard, agent, attempt, metrics } = event
  const isKnown =
    type === 'returned' || (type === 'begun' ? isCount(attempt) : type === 'progress' && isMetricsRecord(metrics))
  if (isKnown && isCount(shard) && typeof agent === 'string') return event as unknown as AgentEvent
  throw wrong()
}

/** @throws PushwrightError `ERR_MESSAGE` if it is none. */
export function decodeResult(bytes: Uint8Array): ResultMessage {
  const message = decode(bytes)
  const { shard, agent, result, failure } = message
  const isWhole = result === undefined ? typeof failure === 'string' : isJobResult(result)
  if (isWhole && isCount(shard) && typeof agent === 'string') return message as unknown as ResultMessage
  throw wrong()
}

/** Bytes of a message when it is unpacked. */
const limit = 64 * 1024 * 1024
/** It becomes a part of subjects. */
const isRunId = /^[\w-]{1,64}$/

function decode(bytes: Uint8Array): JsonObject {
  try {
    const value: unknown = JSON.parse(gunzipSync(bytes, { maxOutputLength: limit }).toString('utf8'))
    if (isObject(value)) return value
  } catch (cause) {
    throw wrong(cause)
  }
  throw wrong()
}

function isJob(value: unknown): value is Job {
  if (!isObject(value)) return false
  const { plan, shard, target, sinks } = value
  return isPlan(plan) && isShard(shard) && isObject(target) && isObject(sinks)
}

/** `count` is what begins are counted up by: from 0 they never end. */
function isShard(shard: unknown): boolean {
  return isObject(shard) && isCount(shard.index) && isCount(shard.count) && shard.index < shard.count
}

function isJobResult(value: unknown): boolean {
  if (!isObject(value) || !isMetricsRecord(value.metrics)) return false
  return typeof value.target === 'string' && typeof value.publicKey === 'string'
}

function wrong(cause?: unknown): PushwrightError {
  return new PushwrightError(
    'ERR_MESSAGE',
    'Expected a message of pushwright on its subject, got something else.',
    cause === undefined ? {} : { cause },
  )
}
