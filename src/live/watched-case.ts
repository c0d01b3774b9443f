// A case as a live check knows it: what instrumented code calls, and what is known of its tests.
import type { AnyCase, Case, FakeRequest, TriggerOptions } from './case/case.ts'
import type { CaseSettings } from './case/settings.ts'
import type { SignalTypes, ValueOf } from './case/signal.ts'
import { withTest } from './context/current-test.ts'
import type { TestReport } from './execution/report.ts'
import type { CaseState } from './health/case-event.ts'
import type { CaseRecord, CaseStatus } from './health/case-record.ts'
import type { SignalOptions } from './instrumentation.ts'
import type { LiveTest } from './live-test.ts'

/** Sends one signal. */
export interface SignalSender<T> {
  /**
   * Sends the signal for the current test; does nothing if there is none of this case. Never throws, and does not wait: what goes wrong
   * is counted.
   */
  send(...args: undefined extends T ? [value?: T, options?: SignalOptions] : [value: T, options?: SignalOptions]): void
}

/** The signals of a case, to be sent. */
export type SignalSenders<S extends SignalTypes> = { readonly [Name in keyof S]: SignalSender<ValueOf<S[Name]>> }

/** What a case needs of its live check. @internal */
export interface CaseHost {
  trigger(options: TriggerOptions<readonly unknown[]>): LiveTest
  send(signal: string, value: unknown, options: SignalOptions): void
  runOnce(watched: WatchedCase, options: TriggerOptions<readonly unknown[]>): Promise<TestReport>
  /** A number from 0 to below 1. */
  readonly sample: () => number
}

/** A case of a live check. */
export class WatchedCase<S extends SignalTypes = SignalTypes, Args extends readonly unknown[] = readonly unknown[]> {
  readonly name: string
  /** Sends the signals of the case. */
  readonly signals: SignalSenders<S>
  /** @internal */
  readonly definition: AnyCase
  /** @internal */
  readonly settings: CaseSettings
  /** @internal */
  readonly record: CaseRecord
  readonly #host: CaseHost

  /** @internal */
  constructor(definition: Case<S, Args>, settings: CaseSettings, record: CaseRecord, host: CaseHost) {
    this.name = definition.name
    this.definition = definition
    this.settings = settings
    this.record = record
    this.#host = host
    const sender = (signal: string): SignalSender<unknown> => ({
      send: (value?: unknown, options: SignalOptions = {}) => host.send(signal, value, options),
    })
    const names = Object.keys(definition.signals ?? {})
    this.signals = Object.fromEntries(names.map((name) => [name, sender(name)])) as unknown as SignalSenders<S>
  }

  /** Whether tests are made and run. */
  get active(): boolean {
    return this.record.active
  }

  set active(active: boolean) {
    this.record.activate(active)
  }

  /** The state of the case. */
  get state(): CaseState {
    return this.record.state
  }

  /** Everything that is known, as plain data. */
  get status(): CaseStatus {
    return this.record.status()
  }

  /** Puts a test into the queue. Never throws, and does not wait: what goes wrong is counted. */
  trigger(options: TriggerOptions<Args> = {}): LiveTest {
    return this.#host.trigger(options)
  }

  /**
   * Does something, by chance for a test: `probability` says how often. Within, the test is the current one.
   *
   * @returns What `work` returns.
   *
   * @example
   * ```ts
   * await orders.maybeTrigger(() => placeOrder(order), { id: order.id, args: [order.side] })
   * ```
   */
  maybeTrigger<T>(work: (test: LiveTest | undefined) => T, options: TriggerOptions<Args> = {}): T {
    const isChosen = this.active && this.#host.sample() < this.settings.probability
    if (!isChosen) return work(undefined)
    const test = this.trigger(options)
    return withTest(test, () => work(test))
  }

  /** Runs one test here and now, past the queue. Does not reject: the report tells what it came to. */
  runOnce(options: TriggerOptions<Args> = {}): Promise<TestReport> {
    return this.#host.runOnce(this as unknown as WatchedCase, options)
  }

  /** What makes the traffic of the case. @internal */
  async makeFakeRequest(request: Omit<FakeRequest<Args>, 'trigger'>): Promise<void> {
    const trigger = (options?: TriggerOptions<Args>): LiveTest => this.trigger(options)
    if (this.definition.makeFakeRequest === undefined) {
      trigger()
      return
    }
    // Not an object spread: the target is a getter that throws if there is none.
    await this.definition.makeFakeRequest(
      Object.defineProperties({ trigger }, Object.getOwnPropertyDescriptors(request)) as FakeRequest<Args>,
    )
  }
}
