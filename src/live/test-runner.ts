// Runs tests, so many at a time, and lets everybody know what they came to.
import { PushwrightError } from '../errors/index.ts'
import type { ScenarioTarget } from '../scenario/index.ts'
import type { Announcements } from './announcements.ts'
import type { LiveBus, TestDelivery } from './bus/live-bus.ts'
import type { LiveClock } from './clock/live-clock.ts'
import type { TestReport } from './execution/report.ts'
import { TestRun } from './execution/test-run.ts'
import type { LiveTest } from './live-test.ts'
import { Slots } from './slots.ts'
import type { WatchedCase } from './watched-case.ts'

/** What it needs. @internal */
export interface TestRunnerOptions {
  readonly bus: LiveBus
  readonly clock: LiveClock
  /** For pauses between retries. */
  readonly random: () => number
  readonly target: ScenarioTarget | undefined
  /** The live check, the host and the process. */
  readonly about: Pick<TestReport, 'live' | 'host' | 'source'>
  /** How many run at a time. Default: all. */
  readonly concurrency?: number | undefined
  readonly announcements: Announcements
  /** Publishes a report. */
  readonly publish: (report: TestReport) => void
}

/** Runs the tests of all cases. */
export class TestRunner {
  readonly #options: TestRunnerOptions
  readonly #slots: Slots
  readonly #controller = new AbortController()
  readonly #running = new Set<Promise<unknown>>()

  constructor(options: TestRunnerOptions) {
    this.#options = options
    this.#slots = new Slots(options.concurrency ?? Number.POSITIVE_INFINITY)
  }

  /** Runs a test when there is room. Does not reject. */
  async run(watched: WatchedCase, delivery: TestDelivery): Promise<TestReport> {
    const running = this.#slots.within(() => this.#decide(watched, this.#prepare(watched, delivery), delivery.test))
    this.#running.add(running)
    const report = await running
    this.#running.delete(running)
    this.#tell(watched, report)
    return report
  }

  /** Waits for the tests that run. */
  async settle(): Promise<void> {
    await Promise.allSettled(this.#running)
  }

  /** Ends the tests that run, each with a report that says so. */
  cancel(): void {
    this.#controller.abort(new PushwrightError('ERR_ABORTED', 'The live check stopped.'))
  }

  #prepare({ definition, settings }: WatchedCase, delivery: TestDelivery): TestRun {
    const { bus, clock, random, target, about, announcements } = this.#options
    return new TestRun({
      delivery,
      definition,
      settings,
      bus,
      clock,
      random,
      target,
      about,
      signal: this.#controller.signal,
      onStep: (test, step) =>
        announcements.event({ kind: 'log', case: test.case, at: clock.now(), testId: test.id, step }),
      onBadSignal: (message) => announcements.problem('bad-signal', message),
    })
  }

  async #decide({ record }: WatchedCase, run: TestRun, test: LiveTest): Promise<TestReport> {
    if (!record.active) return run.refuse('skip', 'the case is not active')
    if (this.#controller.signal.aborted) return run.refuse('cancelled', 'the live check stopped')
    if (test.expiresAt < this.#options.clock.now()) {
      record.received()
      return run.refuse('expired', 'nobody began it in time')
    }
    record.started()
    return run.finish()
  }

  #tell({ name, record }: WatchedCase, report: TestReport): void {
    const { announcements, publish } = this.#options
    record.ended(report)
    for (const { signal, consumed } of report.signals) {
      if (!consumed) announcements.problem('unmatched-signal', `A test of ${name} did not take a signal ${signal}.`)
    }
    announcements.report(report)
    publish(report)
  }
}
