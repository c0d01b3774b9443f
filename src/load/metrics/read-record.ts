// Reads measurements that came from another machine: what is no record must neither hang nor fill the one who merges it.
import { isListOf, isObject } from '../../json/index.ts'
import { isHistogramRecord } from './histogram.ts'
import type { MetricsRecord } from './record.ts'
import { mostSlices, shortestSlice } from './timeline.ts'

/** Whether something is a record as `Metrics` gives it. */
export function isMetricsRecord(value: unknown): value is MetricsRecord {
  if (!isObject(value)) return false
  const { latencies, counters, errors, scenarios, lateness, active, timeline } = value
  return (
    isObjectOf(latencies, isLatency) &&
    isObjectOf(counters, isNumber) &&
    isListOf(errors, isError) &&
    isObjectOf(scenarios, isTally) &&
    isHistogramRecord(lateness) &&
    isNumber(active) &&
    isTimeline(timeline)
  )
}

function isLatency(value: unknown): boolean {
  return isObject(value) && isHistogramRecord(value.corrected) && isHistogramRecord(value.raw)
}

function isError(value: unknown): boolean {
  return isObject(value) && typeof value.kind === 'string' && isNumber(value.count) && typeof value.example === 'string'
}

function isTally(value: unknown): boolean {
  return isObject(value) && [value.started, value.passed, value.failed, value.aborted].every(isNumber)
}

/** The width doubles until it is that of the others, which from 0 on it never would be. */
function isTimeline(value: unknown): boolean {
  if (!isObject(value) || !isNumber(value.width) || !Array.isArray(value.slices)) return false
  if (!Number.isInteger(Math.log2(value.width / shortestSlice)) || value.width < shortestSlice) return false
  return value.slices.length <= mostSlices && value.slices.every(isSlice)
}

function isSlice(value: unknown): boolean {
  if (!isObject(value)) return false
  const { started, finished, errors, sent, received, active, loopDelay, loopUse, cpu, latencies } = value
  const numbers = [started, finished, errors, sent, received, active, loopDelay, loopUse, cpu]
  return numbers.every(isNumber) && isObjectOf(latencies, isHistogramRecord)
}

function isObjectOf(value: unknown, isOne: (one: unknown) => boolean): boolean {
  return isObject(value) && Object.values(value).every(isOne)
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}
