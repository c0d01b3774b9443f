// What a live case is: a test body, its signals, and every option in one place.
import type { Duration } from '../../deadline/index.ts'
import type { ScenarioTarget } from '../../scenario/index.ts'
import type { Execution } from '../execution/execution.ts'
import type { UrlRequestOptions } from '../http/url-options.ts'
import type { LiveTest } from '../live-test.ts'
import type { SignalTypes } from './signal.ts'

/** When too many tests of a while have failed. */
export interface FailureRate {
  /** How far to look back. Default 5 minutes. */
  readonly window?: Duration
  /** The part that may fail, 0 to 1. */
  readonly atMost: number
  /** How many tests must have ended in the window before the rate means anything. Default 10. */
  readonly atLeast?: number
}

/** The options of a case. Durations are milliseconds, or text such as `30s` or `5m`. */
export interface CaseOptions {
  /** Whether tests are made and run. Default true; `WatchedCase.active` changes it later. */
  readonly active?: boolean
  /** How likely `maybeTrigger` triggers, 0 to 1. Default 0.5. */
  readonly probability?: number
  /** How often a fake request is made, the first at once. Default: never. */
  readonly frequency?: Duration
  /** A test that nobody has begun by then is not run. Default 3 hours. */
  readonly testExpires?: Duration
  /** How long one test may take. Default 5 minutes. */
  readonly timeout?: Duration
  /** Without a test for so long, the case is stalled. Default 30 minutes. */
  readonly warnStalledAfter?: Duration
  /** So many failures in a row raise the alarm. Default 3. */
  readonly maxConsecutiveFailures?: number
  /** A part of failures that raises the alarm too. Default: none does. */
  readonly failureRate?: FailureRate
  /** How often at most to say that the alarm is still on. Default 1 minute. */
  readonly remindAfter?: Duration
  /** How many results are kept for medians and the status page. Default 100. */
  readonly maxHistory?: number
  /** How many tests of this case run at a time in one process. Default: that of the live check. */
  readonly concurrency?: number
  /** Whether log lines of a test are handed to reporters at once. They are in the report in any case. Default false. */
  readonly realtimeLogs?: boolean
  /** How `get` and `post` of a test are retried. */
  readonly url?: UrlRequestOptions
}

/** What a fake request is made with. */
export interface FakeRequest<Args extends readonly unknown[]> {
  /** Puts a test into the queue, as instrumented code would. */
  trigger(options?: TriggerOptions<Args>): LiveTest
  /** Aborted when the live check stops. */
  readonly signal: AbortSignal
  /**
   * The push service that the live check was given.
   *
   * @throws PushwrightError `ERR_STATE` if it was given none.
   */
  readonly target: ScenarioTarget
}

/** What a test is triggered with. */
export interface TriggerOptions<Args extends readonly unknown[]> {
  /** Default: a new one. A business id, such as that of an order, lets code that knows nothing of the test match it. */
  readonly id?: string
  /** The arguments of `run`, as JSON can carry them, nested 100 deep at most. */
  readonly args?: Args
}

/**
 * A live case, as an object or as a class.
 *
 * @example
 * ```ts
 * class OrderFlow implements Case<{ sent: Signal<string> }, [side: string]> {
 *   readonly name = 'order-flow'
 *   readonly frequency = '30s'
 *   readonly signals = { sent: signal<string>() }
 *   async run({ signals }: Execution<OrderFlow['signals']>, side: string) {
 *     assert.equal(await signals.sent.wait({ timeout: '10s' }), side)
 *   }
 * }
 * ```
 */
export interface Case<S extends SignalTypes = SignalTypes, Args extends readonly unknown[] = readonly unknown[]>
  extends CaseOptions {
  /** Letters, digits, `-` and `_`; unique in a live check. */
  readonly name: string
  /** Names are as those of cases. Default: none. */
  readonly signals?: S
  /** The test. An assertion that fails is FAIL, a wait that is too long TIMEOUT, anything else that is thrown ERROR. */
  run(execution: Execution<S>, ...args: Args): Promise<void> | void
  /** Makes traffic that triggers tests, every `frequency`. Default: triggers one itself, without arguments. */
  makeFakeRequest?(request: FakeRequest<Args>): Promise<void> | void
}

/** A case of any signals and arguments. */
// biome-ignore lint/suspicious/noExplicitAny: parameters are contravariant, so that no other type takes every case.
export type AnyCase = Case<any, any>

/**
 * A case as an object, with the types of its signals and arguments found by the compiler.
 *
 * @example
 * ```ts
 * const orderFlow = defineCase({
 *   name: 'order-flow',
 *   signals: { sent: signal<string>() },
 *   async run({ signals, test }) {
 *     assert.equal(await signals.sent.wait({ timeout: '10s' }), test.id)
 *   },
 * })
 * ```
 */
export function defineCase<S extends SignalTypes = Record<never, never>, Args extends readonly unknown[] = []>(
  definition: Case<S, Args>,
): Case<S, Args> {
  return definition
}
