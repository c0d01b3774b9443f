// Collects what the scenarios of one process report, and hands it on to sinks.

import type { CountedThing, MeasuredStep, ScenarioRecorder, ScenarioResult } from '../../scenario/index.ts'
import { redact } from '../../transcript/index.ts'
import { Histogram } from './histogram.ts'
import { counterName, latencyName, type MetricName, recordedName, runNames } from './names.ts'
import type { ErrorRecord, MetricsRecord, Tally } from './record.ts'
import type { MetricSink, Tags } from './sink.ts'
import { type Sample, type SliceCount, Timeline } from './timeline.ts'

/** Kinds of errors that are told apart; the rest is counted as one. */
const mostKinds = 100

/** Names of latencies and of counters, each: a scenario that makes one of every id must not fill the memory. The rest is `other`. */
const mostNames = 500

const otherTimer = 'timer:other'
const otherCounter = 'counter:other'

interface Latency {
  readonly name: string
  readonly corrected: Histogram
  readonly raw: Histogram
}

interface Counter {
  readonly metric: MetricName
  count: number
}

type ScenarioTags = Tags & { readonly scenario: string }

type MutableTally = { -readonly [Key in keyof Tally]: Tally[Key] }

const sliceCounts: Partial<Record<CountedThing, SliceCount>> = { messagesSent: 'sent', messagesReceived: 'received' }

/** The measurements of one process. */
export class Metrics {
  readonly #sinks: readonly MetricSink[]
  readonly #timeline: Timeline
  readonly #latencies = new Map<MeasuredStep | typeof runNames.duration, Latency>()
  readonly #counters = new Map<CountedThing, Counter>()
  readonly #errors = new Map<string, { count: number; readonly example: string }>()
  readonly #scenarios = new Map<string, MutableTally>()
  /** The same object for all scenarios of a name. */
  readonly #tags = new Map<string, ScenarioTags>()
  readonly #lateness = new Histogram()
  #active = 0
  /** The most since the last sample. */
  #peak = 0

  /**
   * @param startedAt - When the plan began, in milliseconds of `performance.now()`.
   * @param sinks - Who else is told of everything.
   */
  constructor(startedAt: number, sinks: readonly MetricSink[] = []) {
    this.#timeline = new Timeline(startedAt)
    this.#sinks = sinks
  }

  /** Connected clients, now. */
  get active(): number {
    return this.#active
  }

  /**
   * A scenario begins.
   *
   * @param scenario - Its name.
   * @param lateness - Milliseconds by which it begins later than intended.
   */
  begin(scenario: string, lateness: number): ScenarioMeter {
    this.#lateness.record(lateness)
    this.#tally(scenario).started++
    const startedAt = performance.now()
    this.#timeline.count('started', 1, startedAt)
    const tags = this.#tagsOf(scenario)
    for (const sink of this.#sinks) sink.increment(runNames.started, 1, tags)
    return new ScenarioMeter(this, lateness, tags, startedAt)
  }

  /** Takes the state of the process down. */
  sample(sample: Omit<Sample, 'active'>): void {
    this.#timeline.sample({ ...sample, active: this.#peak }, performance.now())
    this.#peak = this.#active
    for (const sink of this.#sinks) sink.gauge(runNames.active, this.#active)
  }

  toJSON(): MetricsRecord {
    return {
      latencies: Object.fromEntries(
        [...this.#latencies.values()].map(({ name, corrected, raw }) => [
          name,
          { corrected: corrected.toJSON(), raw: raw.toJSON() },
        ]),
      ),
      counters: Object.fromEntries(
        [...this.#counters.values()].map(({ metric, count }) => [recordedName(metric), count]),
      ),
      errors: [...this.#errors].map(([kind, { count, example }]): ErrorRecord => ({ kind, count, example })),
      scenarios: Object.fromEntries([...this.#scenarios].map(([name, tally]) => [name, { ...tally }])),
      lateness: this.#lateness.toJSON(),
      active: this.#active,
      timeline: this.#timeline.toJSON(),
    }
  }

  /** @internal */
  measured(
    step: MeasuredStep | typeof runNames.duration,
    startedAt: number,
    endedAt: number,
    lateness: number,
    tags: Tags,
  ): void {
    const latency = this.#latencies.get(step) ?? this.#addLatency(this.#latencies.size < mostNames ? step : otherTimer)
    const raw = endedAt - startedAt
    latency.raw.record(raw)
    latency.corrected.record(raw + lateness)
    this.#timeline.latency(latency.name, raw + lateness, endedAt)
    for (const sink of this.#sinks) sink.timing(latency.name, raw + lateness, tags)
  }

  /** @internal */
  counted(what: CountedThing, amount: number, tags: Tags): void {
    const counter = this.#counters.get(what) ?? this.#addCounter(this.#counters.size < mostNames ? what : otherCounter)
    counter.count += amount
    const slice = sliceCounts[what]
    if (slice !== undefined) this.#timeline.count(slice, amount, performance.now())
    const { name, tags: own } = counter.metric
    for (const sink of this.#sinks) sink.increment(name, amount, own === undefined ? tags : { ...tags, ...own })
  }

  /** @internal */
  failed(kind: string, error: unknown, tags: Tags): void {
    const shown = this.#errors.has(kind) || this.#errors.size < mostKinds ? kind : 'other'
    const known = this.#errors.get(shown)
    if (known !== undefined) known.count++
    else this.#errors.set(shown, { count: 1, example: redact(error instanceof Error ? error.message : String(error)) })
    this.#timeline.count('errors', 1, performance.now())
    for (const sink of this.#sinks) sink.increment(runNames.errors, 1, { ...tags, kind: shown })
  }

  /** @internal */
  clients(change: 1 | -1): void {
    this.#active += change
    if (this.#active > this.#peak) this.#peak = this.#active
  }

  /** @internal */
  ended(scenario: string, state: ScenarioResult['state'], tags: Tags): void {
    this.#tally(scenario)[state]++
    this.#timeline.count('finished', 1, performance.now())
    for (const sink of this.#sinks) sink.increment(runNames[state], 1, tags)
  }

  #tagsOf(scenario: string): ScenarioTags {
    const known = this.#tags.get(scenario)
    if (known !== undefined) return known
    const tags = { scenario }
    this.#tags.set(scenario, tags)
    return tags
  }

  #tally(scenario: string): MutableTally {
    let tally = this.#scenarios.get(scenario)
    if (tally === undefined) {
      tally = { started: 0, passed: 0, failed: 0, aborted: 0 }
      this.#scenarios.set(scenario, tally)
    }
    return tally
  }

  #addLatency(step: MeasuredStep | typeof runNames.duration): Latency {
    const known = this.#latencies.get(step)
    if (known !== undefined) return known
    const name = step === runNames.duration ? step : latencyName(step)
    const latency = { name, corrected: new Histogram(), raw: new Histogram() }
    this.#latencies.set(step, latency)
    return latency
  }

  #addCounter(what: CountedThing): Counter {
    const known = this.#counters.get(what)
    if (known !== undefined) return known
    const counter = { metric: counterName(what), count: 0 }
    this.#counters.set(what, counter)
    return counter
  }
}

/** What one running scenario reports to. */
export class ScenarioMeter implements ScenarioRecorder {
  readonly #metrics: Metrics
  readonly #lateness: number
  readonly #tags: ScenarioTags
  readonly #startedAt: number

  /** @internal */
  constructor(metrics: Metrics, lateness: number, tags: ScenarioTags, startedAt: number) {
    this.#metrics = metrics
    this.#lateness = lateness
    this.#tags = tags
    this.#startedAt = startedAt
  }

  measured(step: MeasuredStep, startedAt: number, endedAt: number): void {
    this.#metrics.measured(step, startedAt, endedAt, this.#lateness, this.#tags)
  }

  counted(what: CountedThing, amount = 1): void {
    this.#metrics.counted(what, amount, this.#tags)
  }

  failed(kind: string, error: unknown): void {
    this.#metrics.failed(kind, error, this.#tags)
  }

  clients(change: 1 | -1): void {
    this.#metrics.clients(change)
  }

  /** The scenario has ended. */
  ended(state: ScenarioResult['state']): void {
    if (state === 'passed') {
      this.#metrics.measured(runNames.duration, this.#startedAt, performance.now(), this.#lateness, this.#tags)
    }
    this.#metrics.ended(this.#tags.scenario, state, this.#tags)
  }
}
