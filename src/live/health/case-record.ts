// What is known of one case: its state, its totals, its medians, its last failure.
import type { CaseSettings } from '../case/settings.ts'
import type { LiveClock } from '../clock/live-clock.ts'
import { isFailure, type Outcome, outcomes, type TestReport } from '../execution/report.ts'
import type { Alarm, CaseEvent, CaseState } from './case-event.ts'
import { CaseHealth, type Moment } from './case-health.ts'
import { History, medianOf } from './history.ts'
import { StallWatch } from './stall-watch.ts'

/** One result, short. */
export interface Result {
  readonly testId: string
  readonly outcome: Outcome
  /** Milliseconds since the epoch. */
  readonly endedAt: number
  /** Milliseconds. */
  readonly runtime: number
}

/** What is known of a case, as plain data. Durations are milliseconds. */
export interface CaseStatus {
  readonly name: string
  readonly state: CaseState
  readonly active: boolean
  readonly alarms: readonly Alarm[]
  readonly consecutiveFailures: number
  /** How many tests ended how, since the beginning. */
  readonly totals: Readonly<Record<Outcome, number>>
  readonly medians: {
    /** From the start of one test to the start of the next. */
    readonly frequency?: number
    /** By how much that is more than the wanted frequency. */
    readonly latency?: number
    /** Of tests that passed. */
    readonly runtime?: number
    /** From send to receive, by signal. */
    readonly signals: Readonly<Record<string, number>>
  }
  /** By process that sends signals: milliseconds by which its clock is ahead of this one, at least. Only those that are. */
  readonly skews: Readonly<Record<string, number>>
  /** The last results, oldest first. */
  readonly history: readonly Result[]
  readonly lastFailure?: TestReport
}

/** Processes whose clocks are remembered. */
const mostSources = 100

/** Names of signals whose latencies are remembered: reports of other processes can name any. */
const mostSignals = 100

/** The record of one case. */
export class CaseRecord {
  readonly #name: string
  readonly #settings: CaseSettings
  readonly #clock: LiveClock
  readonly #health: CaseHealth
  readonly #stalls: StallWatch
  readonly #totals: Record<Outcome, number> = Object.fromEntries(outcomes.map((outcome) => [outcome, 0])) as Record<
    Outcome,
    number
  >
  readonly #history: History<Result>
  readonly #frequencies: History
  readonly #runtimes: History
  readonly #signalLatencies = new Map<string, History>()
  readonly #skews = new Map<string, number>()
  #isActive: boolean
  #isWatching = false
  #startedAt: number | undefined
  #lastTestAt: number
  #lastFailure: TestReport | undefined

  constructor(name: string, settings: CaseSettings, clock: LiveClock, tell: (event: CaseEvent) => void) {
    this.#name = name
    this.#settings = settings
    this.#clock = clock
    this.#isActive = settings.active
    this.#lastTestAt = clock.now()
    this.#health = new CaseHealth(name, settings, tell)
    this.#stalls = new StallWatch(clock, settings.warnStalledAfter, () =>
      this.#health.stalled(this.#lastTestAt, this.#moment()),
    )
    this.#history = new History(settings.maxHistory)
    this.#frequencies = new History(settings.maxHistory)
    this.#runtimes = new History(settings.maxHistory)
  }

  get active(): boolean {
    return this.#isActive
  }

  get state(): CaseState {
    return this.#health.state
  }

  get healthy(): boolean {
    return this.#health.alarms.length === 0
  }

  /** An inactive case cannot stall. */
  activate(active: boolean): void {
    if (active === this.#isActive) return
    this.#isActive = active
    this.#health.activate(active, this.#moment())
    this.#watch()
  }

  /** Begins or ends to look for stalls. */
  watch(isWatching: boolean): void {
    this.#isWatching = isWatching
    this.#watch()
  }

  /** A test was received, to be run or because it is too late for that; one that an inactive case skips is none. */
  received(): void {
    this.#lastTestAt = this.#clock.now()
    this.#stalls.received()
    this.#health.resumed(this.#moment())
  }

  /** A test was begun. */
  started(): void {
    this.received()
    const now = this.#clock.monotonic()
    if (this.#startedAt !== undefined) this.#frequencies.add(now - this.#startedAt)
    this.#startedAt = now
  }

  /** A test has ended, here or in another process. */
  ended(report: TestReport): void {
    const { test, outcome, endedAt, runtime, signals } = report
    this.#totals[outcome]++
    this.#history.add({ testId: test.id, outcome, endedAt, runtime })
    if (outcome === 'pass') this.#runtimes.add(runtime)
    if (isFailure(outcome)) this.#lastFailure = report
    for (const { signal, latency, skew, source } of signals) {
      this.#noteLatency(signal, latency)
      if (skew > 0) this.#noteSkew(source, skew)
    }
    this.#health.ended(report, this.#moment())
  }

  status(): CaseStatus {
    const frequency = medianOf(this.#frequencies.items)
    const runtime = medianOf(this.#runtimes.items)
    const wanted = this.#settings.frequency
    return {
      name: this.#name,
      state: this.state,
      active: this.#isActive,
      alarms: this.#health.alarms,
      consecutiveFailures: this.#health.consecutiveFailures,
      totals: { ...this.#totals },
      medians: {
        ...(frequency !== undefined && { frequency }),
        ...(frequency !== undefined && wanted !== undefined && { latency: frequency - wanted }),
        ...(runtime !== undefined && { runtime }),
        signals: Object.fromEntries(
          [...this.#signalLatencies].map(([signal, history]) => [signal, medianOf(history.items) ?? 0]),
        ),
      },
      skews: Object.fromEntries(this.#skews),
      history: this.#history.items,
      ...(this.#lastFailure && { lastFailure: this.#lastFailure }),
    }
  }

  #watch(): void {
    if (this.#isWatching && this.#isActive) this.#stalls.start()
    else this.#stalls.stop()
  }

  #noteLatency(signal: string, latency: number): void {
    const known = this.#signalLatencies.get(signal)
    if (known === undefined && this.#signalLatencies.size >= mostSignals) return
    const history = known ?? new History(this.#settings.maxHistory)
    this.#signalLatencies.set(signal, history)
    history.add(latency)
  }

  #noteSkew(source: string, skew: number): void {
    if (this.#skews.size < mostSources || this.#skews.has(source)) {
      this.#skews.set(source, Math.max(skew, this.#skews.get(source) ?? 0))
    }
  }

  #moment(): Moment {
    return { now: this.#clock.now(), monotonic: this.#clock.monotonic() }
  }
}
