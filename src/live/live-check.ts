// A live check: cases, the bus between those who trigger their tests and those who run them, and who is told.
import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { PushwrightError } from '../errors/index.ts'
import { createRandom } from '../random/index.ts'
import { Announcements } from './announcements.ts'
import { InProcessBus } from './bus/in-process-bus.ts'
import type { BusSubscription, LiveBus, TestDelivery } from './bus/live-bus.ts'
import type { Case, TriggerOptions } from './case/case.ts'
import { requireName } from './case/read-option.ts'
import { readCase } from './case/settings.ts'
import type { SignalTypes } from './case/signal.ts'
import { clockedBound } from './clock/clocked-wait.ts'
import { type LiveClock, systemClock } from './clock/live-clock.ts'
import type { HeaderFinding } from './context/headers.ts'
import { describeError } from './execution/outcome.ts'
import type { TestReport } from './execution/report.ts'
import { makeFakeTraffic } from './fake-traffic.ts'
import type { Problem } from './health/case-event.ts'
import { CaseRecord, type CaseStatus } from './health/case-record.ts'
import { Instrumentation } from './instrumentation.ts'
import type { LiveCheckOptions } from './live-check-options.ts'
import type { LiveTest } from './live-test.ts'
import type { Reporter } from './reporters/reporter.ts'
import { TestRunner } from './test-runner.ts'
import { WatchedCase } from './watched-case.ts'

/**
 * Runs live cases, or sends them tests and signals; a process can do one or both.
 *
 * @example
 * ```ts
 * const live = new LiveCheck({ target: urlTarget('ws://127.0.0.1:8080/') })
 * const roundtrip = live.add(pushRoundtrip)
 * const report = await roundtrip.runOnce()
 * await live.stop()
 * ```
 */
export class LiveCheck {
  readonly name: string
  /** The process, as reports and signals name it. */
  readonly source: string
  readonly #options: LiveCheckOptions
  readonly #clock: LiveClock
  readonly #bus: LiveBus
  readonly #sample: () => number
  readonly #announcements: Announcements
  readonly #instrumentation: Instrumentation
  readonly #runner: TestRunner
  readonly #cases = new Map<string, WatchedCase>()
  /** Ends the making and taking of tests; those that run may end. */
  readonly #intake = new AbortController()
  readonly #traffic: Promise<void>[] = []
  readonly #subscriptions: BusSubscription[] = []
  #state: 'made' | 'started' | 'stopped' = 'made'
  #stopping: Promise<void> | undefined

  /** @throws PushwrightError `ERR_OPTION` for a name that cannot be one. */
  constructor(options: LiveCheckOptions = {}) {
    const { clock = systemClock, seed, host = hostname() } = options
    this.name = requireName(options.name ?? 'live', 'the name of a live check')
    this.source = `${host}-${process.pid}-${randomUUID().slice(0, 8)}`
    this.#options = options
    this.#clock = clock
    // Not the numbers of the pauses, so that the same tests are chosen however often something was retried.
    this.#sample = seed === undefined ? Math.random : createRandom(seed)
    this.#announcements = new Announcements(clock, options.reporters ?? [])
    this.#bus = options.bus ?? new InProcessBus({ clock })
    this.#bus.onUnmatched(({ case: name, signal }) =>
      this.#announcements.problem('unmatched-signal', `No test of ${name} wanted a signal ${signal}.`),
    )
    this.#instrumentation = new Instrumentation({
      bus: this.#bus,
      clock,
      announcements: this.#announcements,
      source: this.source,
      concurrency: options.signalConcurrency,
      limit: options.outboxLimit,
    })
    this.#runner = new TestRunner({
      bus: this.#bus,
      clock,
      random: seed === undefined ? Math.random : createRandom(seed + 1),
      target: options.target,
      about: { live: this.name, host, source: this.source },
      concurrency: options.testConcurrency,
      announcements: this.#announcements,
      publish: (report) => {
        if (options.sendReports !== false) this.#instrumentation.hand((bus) => bus.publish(report))
      },
    })
  }

  /** The cases, in the order in which they were added. */
  get cases(): readonly WatchedCase[] {
    return [...this.#cases.values()]
  }

  /** What is known of all cases. */
  get status(): readonly CaseStatus[] {
    return this.cases.map(({ status }) => status)
  }

  /** Whether no alarm is on. */
  get healthy(): boolean {
    return this.cases.every(({ record }) => record.healthy)
  }

  /** What went wrong around the tests, how often. */
  get problems(): Readonly<Record<Problem, number>> {
    return this.#announcements.problems
  }

  /**
   * Adds a case.
   *
   * @throws PushwrightError `ERR_OPTION` for an option that cannot be, or a name that is taken; `ERR_STATE` after the start.
   */
  add<S extends SignalTypes, Args extends readonly unknown[]>(definition: Case<S, Args>): WatchedCase<S, Args> {
    if (this.#state !== 'made') {
      throw new PushwrightError('ERR_STATE', `The live check ${this.name} has begun. Add cases before \`start()\`.`)
    }
    const settings = readCase(definition, this.#options)
    if (this.#cases.has(definition.name)) {
      throw new PushwrightError('ERR_OPTION', `There are two cases ${definition.name}. Give one another name.`)
    }
    const record = new CaseRecord(definition.name, settings, this.#clock, (event) => this.#announcements.event(event))
    const watched = new WatchedCase(definition, settings, record, {
      trigger: (options) => this.#trigger(definition.name, settings.testExpires, options),
      send: (signal, value, options) => this.#instrumentation.signal(definition, signal, value, options),
      runOnce: (watched, options) => this.#runOnce(watched, options),
      sample: this.#sample,
    })
    this.#cases.set(definition.name, watched as unknown as WatchedCase)
    return watched
  }

  /** Tells one more reporter. */
  addReporter(reporter: Reporter): void {
    this.#announcements.add(reporter)
  }

  /**
   * Begins to run tests, to make fake requests, and to look for stalls. Code that only triggers and signals needs no start.
   *
   * @throws PushwrightError `ERR_STATE` if it began before; what the bus throws.
   */
  async start(): Promise<void> {
    if (this.#state !== 'made')
      throw new PushwrightError('ERR_STATE', `The live check ${this.name} has begun before. Make another one.`)
    this.#state = 'started'
    // First, so that no report is missed.
    this.#subscriptions.push(await this.#bus.hearReports((report) => this.#hearReport(report)))
    for (const watched of this.cases) {
      const { name, settings, record } = watched
      const run = async (delivery: TestDelivery): Promise<void> => void (await this.#runner.run(watched, delivery))
      this.#subscriptions.push(await this.#bus.consume(name, settings.concurrency, run))
      record.watch(true)
      if (settings.frequency !== undefined && this.#options.fakeRequests !== false) {
        this.#traffic.push(this.#makeTraffic(watched, settings.frequency))
      }
    }
  }

  /**
   * Takes no more tests, lets those that run end, and closes everything. What has not ended in time is cancelled, and reported so.
   *
   * @param options - `grace`: milliseconds for each part of the end, such as the tests that run; default 10,000.
   */
  stop({ grace = 10_000 }: { readonly grace?: number } = {}): Promise<void> {
    this.#stopping ??= this.#stop(grace)
    return this.#stopping
  }

  /** Waits until everything that was triggered and signalled is sent, or could not be. */
  flush(): Promise<void> {
    return this.#instrumentation.flush()
  }

  /** The test that the headers of a request name, if they do and it is not too old; wrong ones are counted. @internal */
  accept(finding: HeaderFinding): LiveTest | undefined {
    if (finding.kind === 'malformed')
      this.#announcements.problem('bad-header', `A request names no test: ${finding.reason}.`)
    if (finding.kind !== 'test' || finding.test.expiresAt < this.#clock.now()) return undefined
    return finding.test
  }

  /** The status server could not answer, which is counted. @internal */
  cannotAnswer(error: unknown): void {
    this.#announcements.problem('status', `The status could not be shown: ${describeError(error).message}`)
  }

  async #stop(grace: number): Promise<void> {
    this.#state = 'stopped'
    this.#intake.abort()
    for (const { record } of this.cases) record.watch(false)
    await this.#bounded(grace, 'the fake requests to end', Promise.allSettled(this.#traffic))
    await this.#bounded(grace, 'the queues to close', Promise.allSettled(this.#subscriptions.map((one) => one.close())))
    const isDone = await this.#bounded(grace, 'the tests to end', this.#runner.settle())
    if (!isDone) this.#runner.cancel()
    await this.#runner.settle()
    await this.#bounded(grace, 'the last reports to be sent', this.#instrumentation.flush())
    await this.#bounded(grace, 'the bus to close', this.#bus.close())
    await this.#bounded(grace, 'the reporters to close', this.#announcements.close())
  }

  /** Waits for a part of the end, and goes on without it after the grace; returns whether it was done. */
  async #bounded(grace: number, what: string, work: Promise<unknown>): Promise<boolean> {
    try {
      await clockedBound(what, { clock: this.#clock, timeout: grace }, work)
      return true
    } catch (error) {
      this.#announcements.problem('stop', describeError(error).message)
      return false
    }
  }

  #trigger(name: string, lifetime: number, options: TriggerOptions<readonly unknown[]>): LiveTest {
    const test = this.#instrumentation.makeTest(name, lifetime, options)
    if (this.#state === 'stopped')
      this.#announcements.problem('trigger', `The live check ${this.name} has stopped. Make another one.`)
    else this.#instrumentation.hand((bus) => bus.enqueue(test))
    return test
  }

  #runOnce(watched: WatchedCase, options: TriggerOptions<readonly unknown[]>): Promise<TestReport> {
    if (this.#state === 'stopped') {
      return Promise.reject(
        new PushwrightError('ERR_STATE', `The live check ${this.name} has stopped. Make another one.`),
      )
    }
    return this.#runner.run(watched, {
      test: this.#instrumentation.makeTest(watched.name, watched.settings.testExpires, options),
      attempt: 1,
    })
  }

  #makeTraffic(watched: WatchedCase, frequency: number): Promise<void> {
    const { signal } = this.#intake
    const { target } = this.#options
    return makeFakeTraffic(watched, {
      bus: this.#bus,
      clock: this.#clock,
      frequency,
      target,
      signal,
      announcements: this.#announcements,
    })
  }

  /** Own reports are known already, whether the bus works or not. */
  #hearReport(report: TestReport): void {
    if (report.source === this.source) return
    const watched = this.#cases.get(report.test.case)
    watched?.record.received()
    watched?.record.ended(report)
  }
}
