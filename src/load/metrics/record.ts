// What a run has measured as plain data: sent between processes, merged without loss, kept in reports.
import { Histogram, type HistogramRecord } from './histogram.ts'
import { mergeTimelines, type TimelineRecord } from './timeline.ts'

/** One latency, measured twice. */
export interface LatencyRecord {
  /** From the intended start of the scenario on: what comes late because the generator or an earlier scenario did counts. */
  readonly corrected: HistogramRecord
  /** From the actual start of the step. */
  readonly raw: HistogramRecord
}

/** Errors of one kind. */
export interface ErrorRecord {
  /** The command and the code, such as `expectNotification ERR_TIMEOUT`. */
  readonly kind: string
  readonly count: number
  /** The message of the first, without secrets. */
  readonly example: string
}

/** How the scenarios of one name ended. */
export interface Tally {
  readonly started: number
  readonly passed: number
  readonly failed: number
  readonly aborted: number
}

/** Everything measured. */
export interface MetricsRecord {
  /** By the names of `docs/reference/metrics.md`. */
  readonly latencies: Readonly<Record<string, LatencyRecord>>
  readonly counters: Readonly<Record<string, number>>
  readonly errors: readonly ErrorRecord[]
  readonly scenarios: Readonly<Record<string, Tally>>
  /** By how much scenarios began later than intended. */
  readonly lateness: HistogramRecord
  /** Connected clients, now. */
  readonly active: number
  readonly timeline: TimelineRecord
}

/** Puts records of several processes together; counts and histograms are exact. */
export function mergeMetrics(records: readonly MetricsRecord[]): MetricsRecord {
  return {
    latencies: mergeEach(
      records.map(({ latencies }) => latencies),
      (some) => ({
        corrected: mergeHistograms(some.map(({ corrected }) => corrected)),
        raw: mergeHistograms(some.map(({ raw }) => raw)),
      }),
    ),
    counters: mergeEach(
      records.map(({ counters }) => counters),
      (some) => sum(some),
    ),
    errors: mergeErrors(records.flatMap(({ errors }) => errors)),
    scenarios: mergeEach(
      records.map(({ scenarios }) => scenarios),
      (some) => ({
        started: sum(some.map(({ started }) => started)),
        passed: sum(some.map(({ passed }) => passed)),
        failed: sum(some.map(({ failed }) => failed)),
        aborted: sum(some.map(({ aborted }) => aborted)),
      }),
    ),
    lateness: mergeHistograms(records.map(({ lateness }) => lateness)),
    active: sum(records.map(({ active }) => active)),
    timeline: mergeTimelines(records.map(({ timeline }) => timeline)),
  }
}

/** The scenarios of all names together. */
export function totalOf({ scenarios }: Pick<MetricsRecord, 'scenarios'>): Tally {
  const all = Object.values(scenarios)
  return {
    started: sum(all.map(({ started }) => started)),
    passed: sum(all.map(({ passed }) => passed)),
    failed: sum(all.map(({ failed }) => failed)),
    aborted: sum(all.map(({ aborted }) => aborted)),
  }
}

function mergeHistograms(records: readonly HistogramRecord[]): HistogramRecord {
  const merged = new Histogram(records[0]?.bits)
  for (const record of records) merged.add(record)
  return merged.toJSON()
}

function mergeErrors(errors: readonly ErrorRecord[]): ErrorRecord[] {
  return [...Map.groupBy(errors, ({ kind }) => kind)].map(([kind, some]) => ({
    kind,
    count: sum(some.map(({ count }) => count)),
    example: some[0]?.example ?? '',
  }))
}

/** Merges what several objects have under the same name. */
function mergeEach<T>(objects: readonly Readonly<Record<string, T>>[], merge: (some: T[]) => T): Record<string, T> {
  const byName = Map.groupBy(
    objects.flatMap((object) => Object.entries(object)),
    ([name]) => name,
  )
  return Object.fromEntries([...byName].map(([name, entries]) => [name, merge(entries.map(([, value]) => value))]))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
