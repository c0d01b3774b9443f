// A live check: cases, the bus between those who trigger their tests and those who run them, and who is told.
import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { Duration } from '../deadline/index.ts'
import { PushwrightError } from '../errors/index.ts'
import { createRandom } from '../random/index.ts'
import type { ScenarioTarget } from '../scenario/index.ts'
import { InProcessBus } from './bus/in-process-bus.ts'
import type { BusSubscription, LiveBus, SignalEvent, TestDelivery } from './bus/live-bus.ts'
import type { AnyCase, Case, TriggerOptions } from './case/case.ts'
import { type CaseSettings, readCase, requireName } from './case/settings.ts'
import type { SignalTypes } from './case/signal.ts'
import { clockedBound } from './clock/clocked-wait.ts'
import { type LiveClock, systemClock } from './clock/live-clock.ts'
import { currentTest } from './context/current-test.ts'
import type { HeaderFinding } from './context/headers.ts'
import { describeError } from './execution/outcome.ts'
import type { TestReport } from './execution/report.ts'
import { TestRun } from './execution/test-run.ts'
import { makeFakeTraffic } from './fake-traffic.ts'
import { type CaseEvent, type Problem, problems } from './health/case-event.ts'
import { CaseRecord, type CaseStatus } from './health/case-record.ts'
import { isTestId, type LiveTest } from './live-test.ts'
import { Outbox } from './outbox.ts'
import type { Reporter } from './reporters/reporter.ts'
import { Slots } from './slots.ts'
import { type SignalOptions, WatchedCase } from './watched-case.ts'

/** How a live check is made. */
export interface LiveCheckOptions {
  /** Keeps live checks on one bus apart. Letters, digits, `-` and `_`. Default `live`. */
  readonly name?: string
  /** Default: everything happens in this process. The live check closes it. */
  readonly bus?: LiveBus
  /** What cases act on. It stays open: it is the caller's. Default: none. */
  readonly target?: ScenarioTarget
  readonly reporters?: readonly Reporter[]
  /** Whether reports are published on the bus. Default true. */
  readonly sendReports?: boolean
  /** Whether this process makes the fake requests. Of several processes, one should. Default true. */
  readonly fakeRequests?: boolean
  /** How many tests of a case run at a time, unless it says itself. Default 100. */
  readonly caseConcurrency?: number
  /** How many tests of all cases run at a time. Default: as many as their cases want. */
  readonly testConcurrency?: number
  /** Cases make no more fake requests than one in this time, whatever they say. Default: as many as they want. */
  readonly leastFrequency?: Duration
  /** How often each case makes a fake request, instead of what it says. */
  readonly frequency?: Duration
  /** How many signals and tests are being sent at a time. Default 30. */
  readonly signalConcurrency?: number
  /** How many signals and tests wait to be sent at most. Default 1,000. */
  readonly outboxLimit?: number
  /** Seed of everything random. Default: something else each time. */
  readonly seed?: number
  /** What reports call this machine. Default: its name. */
  readonly host?: string
  /** Default: the machine's. */
  readonly clock?: LiveClock
}

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
  /** For pauses between retries. */
  readonly #random: () => number
  /** For who is chosen: apart, so that the same are chosen however often something was retried. */
  readonly #sample: () => number
  readonly #outbox: Outbox
  readonly #slots: Slots
  readonly #cases = new Map<string, WatchedCase>()
  readonly #reporters: Reporter[]
  readonly #problems: Record<Problem, number> = Object.fromEntries(problems.map((problem) => [problem, 0])) as Record<
    Problem,
    number
  >
  /** Ends the making and taking of tests; those that run may end. */
  readonly #intake = new AbortController()
  /** Ends the tests that run. */
  readonly #runs = new AbortController()
  readonly #running = new Set<Promise<TestReport>>()
  readonly #traffic: Promise<void>[] = []
  readonly #subscriptions: BusSubscription[] = []
  #sequence = 0
  #state: 'made' | 'started' | 'stopped' = 'made'

  /** @throws PushwrightError `ERR_OPTION` for a name that cannot be one. */
  constructor(options: LiveCheckOptions = {}) {
    const { clock = systemClock, seed, host = hostname() } = options
    this.name = requireName(options.name ?? 'live', 'the name of a live check')
    this.source = `${host}-${process.pid}-${randomUUID().slice(0, 8)}`
    this.#options = { ...options, host }
    this.#clock = clock
    this.#random = seed === undefined ? Math.random : createRandom(seed + 1)
    this.#sample = seed === undefined ? Math.random : createRandom(seed)
    this.#reporters = [...(options.reporters ?? [])]
    this.#slots = new Slots(options.testConcurrency ?? Number.POSITIVE_INFINITY)
    this.#bus =
      options.bus ??
      new InProcessBus({
        clock,
        onUnmatched: ({ case: name, signal }) =>
          this.#problem('unmatched-signal', `No test of ${name} wanted a signal ${signal}.`),
      })
    this.#outbox = new Outbox({
      concurrency: options.signalConcurrency ?? 30,
      limit: options.outboxLimit ?? 1000,
      onFailed: (error) => this.#problem('bus', describeError(error).message),
      onDropped: () => this.#problem('dropped', 'Too many tests and signals wait to be sent.'),
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
    return { ...this.#problems }
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
    const record = new CaseRecord(definition.name, settings, this.#clock, (event) => this.#tell(event))
    const watched = new WatchedCase(definition, settings, record, {
      trigger: (caseName, settings, options) => this.#trigger(caseName, settings, options),
      send: (definition, signal, value, options) => this.#send(definition, signal, value, options),
      runOnce: (watched, options) => this.#runOnce(watched, options),
      sample: this.#sample,
    })
    this.#cases.set(definition.name, watched as unknown as WatchedCase)
    return watched
  }

  /** Tells one more reporter. */
  addReporter(reporter: Reporter): void {
    this.#reporters.push(reporter)
  }

  /**
   * Begins to run tests, to make fake requests, and to look for stalls. Code that only triggers and signals needs no start.
   *
   * @throws PushwrightError `ERR_STATE` if it began before; what the bus throws.
   */
  async start(): Promise<void> {
    if (this.#state !== 'made') throw new PushwrightError('ERR_STATE', `The live check ${this.name} has begun before.`)
    this.#state = 'started'
    // First, so that no report is missed.
    this.#subscriptions.push(await this.#bus.hearReports((report) => this.#hearReport(report)))
    for (const watched of this.cases) {
      const { name, settings, record } = watched
      const run = async (delivery: TestDelivery): Promise<void> => void (await this.#run(watched, delivery))
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
  async stop({ grace = 10_000 }: { readonly grace?: number } = {}): Promise<void> {
    if (this.#state === 'stopped') return
    this.#state = 'stopped'
    this.#intake.abort()
    for (const { record } of this.cases) record.watch(false)
    await this.#bounded(grace, 'the fake requests to end', Promise.allSettled(this.#traffic))
    await this.#bounded(grace, 'the queues to close', Promise.allSettled(this.#subscriptions.map((one) => one.close())))
    const isDone = await this.#bounded(grace, 'the tests to end', Promise.allSettled(this.#running))
    // They had their time. Each ends now, with a report that says so.
    if (!isDone) this.#runs.abort(new PushwrightError('ERR_ABORTED', 'The live check stopped.'))
    await Promise.allSettled(this.#running)
    await this.#bounded(grace, 'the last reports to be sent', this.#outbox.flush())
    await this.#bounded(grace, 'the bus to close', this.#bus.close())
    for (const reporter of this.#reporters) {
      await this.#bounded(
        grace,
        'a reporter to close',
        this.#guard(() => reporter.close?.()),
      )
    }
  }

  /** Waits until everything that was triggered and signalled is sent, or could not be. */
  flush(): Promise<void> {
    return this.#outbox.flush()
  }

  /** The test that the headers of a request name, if they do and it is not too old; wrong ones are counted. @internal */
  accept(finding: HeaderFinding): LiveTest | undefined {
    if (finding.kind === 'malformed') this.#problem('bad-header', `A request names no test: ${finding.reason}.`)
    if (finding.kind !== 'test' || finding.test.expiresAt < this.#clock.now()) return undefined
    return finding.test
  }

  /** Waits for a part of the end, and goes on without it after the grace; returns whether it was done. */
  async #bounded(grace: number, what: string, work: Promise<unknown>): Promise<boolean> {
    try {
      await clockedBound(what, { clock: this.#clock, timeout: grace }, work)
      return true
    } catch (error) {
      this.#problem('stop', describeError(error).message)
      return false
    }
  }

  #trigger(name: string, settings: CaseSettings, options: TriggerOptions<readonly unknown[]>): LiveTest {
    const test = this.#makeTest(name, settings, options)
    if (this.#state === 'stopped') this.#problem('trigger', `The live check ${this.name} has stopped.`)
    else this.#outbox.put(() => this.#bus.enqueue(test))
    return test
  }

  #makeTest(name: string, settings: CaseSettings, { id, args = [] }: TriggerOptions<readonly unknown[]>): LiveTest {
    const issuedAt = this.#clock.now()
    const wanted = id?.toWellFormed() ?? randomUUID()
    const isGood = isTestId(wanted)
    if (!isGood) this.#problem('trigger', `Expected the id of a test to be 1 to 128 characters, got ${wanted.length}.`)
    return {
      id: isGood ? wanted : randomUUID(),
      case: name,
      issuedAt,
      expiresAt: issuedAt + settings.testExpires,
      args: this.#portable(args),
    }
  }

  /** As they would arrive in another process, and safe from being changed later. */
  #portable(args: readonly unknown[]): readonly unknown[] {
    try {
      return JSON.parse(JSON.stringify(args)) as unknown[]
    } catch (error) {
      this.#problem('trigger', `Expected the arguments of a test to be JSON: ${describeError(error).message}`)
      return []
    }
  }

  #send(definition: AnyCase, signal: string, value: unknown, { key }: SignalOptions): void {
    const test = currentTest()
    const meant = key ?? (test?.case === definition.name ? test.id : undefined)
    if (meant === undefined) return
    try {
      const checked: unknown = definition.signals?.[signal]?.parse(value)
      const event: SignalEvent = {
        case: definition.name,
        signal,
        key: meant,
        value: checked === undefined ? undefined : JSON.parse(JSON.stringify(checked)),
        sentAt: this.#clock.now(),
        source: this.source,
        sequence: this.#sequence++,
      }
      this.#outbox.put(() => this.#bus.send(event))
    } catch (error) {
      this.#problem('bad-signal', `Signal ${signal} of ${definition.name} is not sent: ${describeError(error).message}`)
    }
  }

  #runOnce(watched: WatchedCase, options: TriggerOptions<readonly unknown[]>): Promise<TestReport> {
    if (this.#state === 'stopped') {
      return Promise.reject(new PushwrightError('ERR_STATE', `The live check ${this.name} has stopped.`))
    }
    return this.#run(watched, { test: this.#makeTest(watched.name, watched.settings, options), attempt: 1 })
  }

  async #run(watched: WatchedCase, delivery: TestDelivery): Promise<TestReport> {
    const { name: live, source } = this
    const { host = '' } = this.#options
    const run = new TestRun({
      delivery,
      definition: watched.definition,
      settings: watched.settings,
      bus: this.#bus,
      clock: this.#clock,
      random: this.#random,
      target: this.#options.target,
      about: { live, host, source },
      signal: this.#runs.signal,
      onStep: (test, step) =>
        this.#tell({ kind: 'log', case: test.case, at: this.#clock.now(), testId: test.id, step }),
      onBadSignal: (_event, message) => this.#problem('bad-signal', message),
    })
    const running = this.#slots.within(() => this.#decide(watched, run, delivery.test))
    this.#running.add(running)
    const report = await running
    this.#running.delete(running)
    this.#record(report)
    return report
  }

  async #decide({ record }: WatchedCase, run: TestRun, test: LiveTest): Promise<TestReport> {
    if (!record.active) return run.refuse('skip', 'the case is not active')
    if (this.#runs.signal.aborted) return run.refuse('cancelled', 'the live check stopped')
    if (test.expiresAt < this.#clock.now()) {
      record.received()
      return run.refuse('expired', 'nobody began it in time')
    }
    record.started()
    return run.finish()
  }

  #record(report: TestReport): void {
    const { signals, test } = report
    this.#cases.get(test.case)?.record.ended(report)
    for (const { signal, consumed } of signals) {
      if (!consumed) this.#problem('unmatched-signal', `A test of ${test.case} did not take a signal ${signal}.`)
    }
    for (const reporter of this.#reporters) void this.#guard(() => reporter.report?.(report))
    if (this.#options.sendReports !== false) this.#outbox.put(() => this.#bus.publish(report))
  }

  /** Own reports are known already, whether the bus works or not. */
  #hearReport(report: TestReport): void {
    if (report.source === this.source) return
    const watched = this.#cases.get(report.test.case)
    watched?.record.received()
    watched?.record.ended(report)
  }

  #makeTraffic(watched: WatchedCase, frequency: number): Promise<void> {
    return makeFakeTraffic({
      clock: this.#clock,
      frequency,
      signal: this.#intake.signal,
      make: () => this.#makeFakeRequest(watched),
      onMissed: (count) =>
        this.#problem('missed-request', `${count} fake requests of ${watched.name} were left out: one took too long.`),
    })
  }

  async #makeFakeRequest(watched: WatchedCase): Promise<void> {
    if (!watched.active) return
    const { target } = this.#options
    const { signal } = this.#intake
    try {
      await watched.makeFakeRequest({
        signal,
        get target(): ScenarioTarget {
          if (target !== undefined) return target
          throw new PushwrightError(
            'ERR_STATE',
            'The live check has no target. Give it one: `new LiveCheck({ target })`.',
          )
        },
      })
    } catch (error) {
      if (signal.aborted) return
      this.#problem('fake-request', `A fake request of ${watched.name} failed: ${describeError(error).message}`)
    }
  }

  #problem(problem: Problem, message: string): void {
    this.#problems[problem]++
    this.#tell({ kind: 'problem', at: this.#clock.now(), problem, message })
  }

  #tell(event: CaseEvent): void {
    for (const reporter of this.#reporters) void this.#guard(() => reporter.event?.(event))
  }

  async #guard(work: () => unknown): Promise<void> {
    try {
      await work()
    } catch {
      // Counted and not told: telling is what has just failed.
      this.#problems.reporter++
    }
  }
}
