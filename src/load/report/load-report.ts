// The result of a plan as plain data: what ran where, what was measured, and whether it is what was asked for.
import { cpus } from 'node:os'
import { Histogram, type MetricsRecord, totalOf } from '../metrics/index.ts'
import { type Plan, parseThreshold } from '../plan/index.ts'
import { judge, type ThresholdResult } from './judge.ts'
import { warningsOf } from './warnings.ts'

/** One process's part of a plan. */
export interface ShardReport {
  readonly index: number
  /** Who played it, such as `this process`, `worker 2` or the name of an agent. */
  readonly by: string
  /** `lost`: nobody finished it, and the figures lack it. */
  readonly state: 'done' | 'lost'
  /** Why it was lost, or who had lost it before. */
  readonly message?: string
  /** The VAPID public key of whoever finished it: the push service can tell its posts by that. */
  readonly publicKey?: string
}

/** What the figures depend on. */
export interface Environment {
  /** The version of Node. */
  readonly node: string
  /** Such as `linux x64`. */
  readonly platform: string
  readonly processor: string
  readonly cores: number
}

/** The report of one run. */
export interface LoadReport {
  readonly format: 'pushwright-load'
  readonly version: 1
  readonly plan: Plan
  /** The target: the section of the INI, or the origin of the URL. */
  readonly target: string
  /** ISO 8601. */
  readonly startedAt: string
  /** Milliseconds. */
  readonly duration: number
  /** There if somebody stopped it before its end. */
  readonly stopped?: boolean
  /** Whether payloads were encrypted one by one and verified after decryption, or one body was posted again and again. */
  readonly payloads: 'encrypted' | 'pre-encrypted'
  readonly environment: Environment
  readonly shards: readonly ShardReport[]
  readonly metrics: MetricsRecord
  readonly thresholds: readonly ThresholdResult[]
  /** Why the figures may not mean what they seem to. */
  readonly warnings: readonly string[]
  /** Whether all thresholds hold, all shards are done, and, if no threshold is about errors, no scenario failed. */
  readonly passed: boolean
}

/** What a report is made of. */
export type ReportParts = Pick<
  LoadReport,
  'plan' | 'target' | 'startedAt' | 'duration' | 'stopped' | 'payloads' | 'shards' | 'metrics'
>

/** Judges what was measured. */
export function makeReport(parts: ReportParts): LoadReport {
  const { plan, metrics, shards } = parts
  const thresholds = plan.thresholds.map((text) => judge(parseThreshold(text), metrics))
  const allowsErrors = plan.thresholds.some((text) => text.startsWith('errors'))
  const { started, failed } = totalOf(metrics)
  const isSound = shards.every(({ state }) => state === 'done') && started > 0 && (allowsErrors || failed === 0)
  return {
    format: 'pushwright-load',
    version: 1,
    ...parts,
    environment: environment(),
    thresholds,
    warnings: warningsOf(parts),
    passed: isSound && thresholds.every(({ holds }) => holds),
  }
}

/** The figures of a latency that tables show, in milliseconds. */
export function figuresOf(
  record: MetricsRecord['lateness'],
): Record<'mean' | 'p50' | 'p90' | 'p99' | 'p999' | 'max', number> {
  const histogram = Histogram.from(record)
  return {
    mean: histogram.mean,
    p50: histogram.percentile(50),
    p90: histogram.percentile(90),
    p99: histogram.percentile(99),
    p999: histogram.percentile(99.9),
    max: histogram.max,
  }
}

function environment(): Environment {
  const processors = cpus()
  return {
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    processor: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
  }
}
