// Runs one test, from its first signal to its report. It ends exactly once, and whatever happens there is a report.
import type { Duration } from '../../deadline/index.ts'
import { PushwrightError } from '../../errors/index.ts'
import type { ScenarioTarget } from '../../scenario/index.ts'
import { redact, redactData, type TranscriptEvent } from '../../transcript/index.ts'
import type { BusSubscription, LiveBus, SignalEvent, TestDelivery } from '../bus/live-bus.ts'
import type { AnyCase } from '../case/case.ts'
import { readDuration } from '../case/read-option.ts'
import type { CaseSettings } from '../case/settings.ts'
import { type ClockedWaitOptions, clockedWait } from '../clock/clocked-wait.ts'
import type { LiveClock } from '../clock/live-clock.ts'
import { withTest } from '../context/current-test.ts'
import type { UrlSettings } from '../http/url-options.ts'
import type { LiveTest } from '../live-test.ts'
import { type Arrival, arrivalOf } from './arrival.ts'
import { Mailbox } from './mailbox.ts'
import { makeExecution } from './make-execution.ts'
import { describeError, outcomeOf } from './outcome.ts'
import { mostEvents, type Outcome, type ReportStep, type TestReport } from './report.ts'
import { requireTarget } from './require-target.ts'

/** What a run needs. @internal */
export interface TestRunOptions {
  readonly delivery: TestDelivery
  readonly definition: AnyCase
  readonly settings: CaseSettings
  readonly bus: LiveBus
  readonly clock: LiveClock
  readonly random: () => number
  readonly target: ScenarioTarget | undefined
  /** The live check, the host and the process. */
  readonly about: Pick<TestReport, 'live' | 'host' | 'source'>
  /** Aborted when the live check stops. */
  readonly signal: AbortSignal
  /** Told of each line at once, if the case wants that. */
  readonly onStep: (test: LiveTest, step: ReportStep) => void
  /** Told of signals that cannot be used. */
  readonly onBadSignal: (message: string) => void
}

/** Steps of one report; a test that loops must not fill the memory. */
const mostSteps = 1000

/** A test while it runs. */
export class TestRun {
  readonly test: LiveTest
  readonly clock: LiveClock
  readonly random: () => number
  readonly urlOptions: UrlSettings
  readonly #options: TestRunOptions
  readonly #controller = new AbortController()
  /** Mailboxes by key, then by name. */
  readonly #boxes = new Map<string, Map<string, Mailbox>>()
  readonly #subscribing = new Map<string, Promise<BusSubscription>>()
  readonly #arrivals: Arrival[] = []
  readonly #steps: ReportStep[] = []
  #transcript: readonly TranscriptEvent[] = []
  readonly #deadline: number

  constructor(options: TestRunOptions) {
    this.#options = options
    this.test = options.delivery.test
    this.clock = options.clock
    this.random = options.random
    this.urlOptions = options.settings.url
    this.#deadline = this.clock.monotonic() + options.settings.timeout
  }

  /** Aborted when nobody waits for the test any more. */
  get signal(): AbortSignal {
    return this.#controller.signal
  }

  get target(): ScenarioTarget {
    return requireTarget(this.#options.target)
  }

  /** The report of a test that is not run at all. */
  refuse(outcome: Outcome, reason: string): TestReport {
    return this.#report(this.clock.now(), this.clock.monotonic(), { outcome, reason })
  }

  /** Runs it. Does not reject. */
  async finish(): Promise<TestReport> {
    const startedAt = this.clock.now()
    const from = this.clock.monotonic()
    const stop = (): void => this.#controller.abort(this.#options.signal.reason)
    this.#options.signal.addEventListener('abort', stop, { once: true })
    const end = await this.#perform()
    this.#options.signal.removeEventListener('abort', stop)
    const report = this.#report(startedAt, from, end)
    this.#controller.abort(new PushwrightError('ERR_ABORTED', `${this.test.case} has ended.`))
    await this.#unsubscribe()
    return report
  }

  /** The mailbox of a signal; those with another key than the test's id are subscribed to when they are first asked for. */
  async mailbox(signal: string, key: string = this.test.id): Promise<Mailbox> {
    await this.#subscribe(key)
    return this.#box(signal, key)
  }

  /** How long a wait of the test may take: as it says, and never longer than the test. */
  waitOptions(timeout: Duration | undefined): ClockedWaitOptions {
    const left = Math.max(0, this.#deadline - this.clock.monotonic())
    const wanted = timeout === undefined ? left : readDuration(timeout, '`timeout` of a signal')
    return { clock: this.clock, timeout: Math.min(wanted, left), signal: this.signal }
  }

  /** @param duration - Milliseconds, of what took time. */
  note(text: string, duration?: number): void {
    if (this.#steps.length >= mostSteps) return
    const step = { at: this.clock.now(), text: redact(text), ...(duration !== undefined && { duration }) }
    this.#steps.push(step)
    if (this.#options.settings.realtimeLogs) this.#options.onStep(this.test, step)
  }

  /** Keeps what was said, for the report. */
  transcribe(events: readonly TranscriptEvent[]): void {
    this.#transcript = [...this.#transcript, ...events].slice(-mostEvents)
  }

  async #perform(): Promise<RunEnd> {
    const { definition, settings, signal } = this.#options
    const options = { clock: this.clock, timeout: settings.timeout, signal }
    try {
      // One wait bounds everything, so that a test that hangs does not keep its place.
      await clockedWait<void>(`${this.test.case} to end`, options, ({ resolve, reject }) => {
        this.#subscribe(this.test.id)
          .then(() => {
            const execution = makeExecution(this, Object.keys(definition.signals ?? {}))
            return withTest(this.test, () => definition.run(execution, ...this.test.args))
          })
          .then(() => resolve(), reject)
        return undefined
      })
      return { outcome: 'pass' }
    } catch (error) {
      if (signal.aborted) return { outcome: 'cancelled', reason: 'the live check stopped' }
      const outcome = outcomeOf(error)
      return outcome === 'skip' ? { outcome, reason: (error as Error).message } : { outcome, error }
    }
  }

  #report(startedAt: number, from: number, { outcome, reason, error }: RunEnd): TestReport {
    const isWorthReading = outcome !== 'pass' && this.#transcript.length > 0
    return {
      version: 1,
      ...this.#options.about,
      test: withoutSecretArgs(this.test),
      outcome,
      ...(reason !== undefined && { reason: redact(reason) }),
      startedAt,
      endedAt: this.clock.now(),
      runtime: this.clock.monotonic() - from,
      attempt: this.#options.delivery.attempt,
      // Copies, since a test that is out of time can go on.
      steps: [...this.#steps],
      signals: this.#arrivals.map((arrival) => {
        const { value: _value, ...shown } = arrival
        return { ...shown, consumed: this.#box(arrival.signal, arrival.key).isConsumed(arrival) }
      }),
      ...(error !== undefined && { error: describeError(error) }),
      ...(isWorthReading && { transcript: this.#transcript.map(withoutSecrets) }),
    }
  }

  #box(signal: string, key: string): Mailbox {
    const boxes = this.#boxes.get(key) ?? new Map<string, Mailbox>()
    this.#boxes.set(key, boxes)
    const box = boxes.get(signal) ?? new Mailbox()
    boxes.set(signal, box)
    return box
  }

  async #subscribe(key: string): Promise<void> {
    const known = this.#subscribing.get(key)
    if (known !== undefined) {
      await known
      return
    }
    const subscribing = this.#options.bus.subscribe(this.test.case, key, (event) => this.#hear(event))
    // Who waits hears of a failure; closing is to hear of it as well, and not nobody.
    subscribing.catch(() => {})
    this.#subscribing.set(key, subscribing)
    await subscribing
  }

  #hear(event: SignalEvent): void {
    const type = this.#options.definition.signals?.[event.signal]
    if (type === undefined) {
      this.#options.onBadSignal(`${event.case} has no signal ${event.signal}.`)
      return
    }
    try {
      const arrival = arrivalOf(event, type.parse(event.value), this.clock.now())
      if (this.#arrivals.length < mostSteps) this.#arrivals.push(arrival)
      this.#box(event.signal, event.key).put(arrival)
    } catch (error) {
      const { message } = describeError(error)
      this.#options.onBadSignal(`The value of signal ${event.signal} of ${event.case} is wrong: ${message}`)
    }
  }

  async #unsubscribe(): Promise<void> {
    const subscribing = [...this.#subscribing.values()]
    const subscriptions = await Promise.allSettled(subscribing)
    // What cannot be closed any more is gone with its connection.
    await Promise.allSettled(
      subscriptions.map((one) => (one.status === 'fulfilled' ? one.value.close() : Promise.resolve())),
    )
  }
}

interface RunEnd {
  readonly outcome: Outcome
  readonly reason?: string
  readonly error?: unknown
}

/** Arguments such as a subscription are the test's business alone. */
function withoutSecretArgs(test: LiveTest): LiveTest {
  try {
    return { ...test, args: redactData(test.args) }
  } catch {
    // No JSON, which only a test of this process can have: nobody can say what is in it.
    return { ...test, args: [] }
  }
}

function withoutSecrets(event: TranscriptEvent): TranscriptEvent {
  return event.text === undefined ? event : { ...event, text: redact(event.text) }
}
