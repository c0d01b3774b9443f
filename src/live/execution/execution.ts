// A running test, as its case sees it.
import type { AnyScenario, ScenarioTarget } from '../../scenario/index.ts'
import type { SignalTypes } from '../case/signal.ts'
import type { UrlRequest, UrlResponse } from '../http/url-request.ts'
import type { LiveTest } from '../live-test.ts'
import type { SignalInboxes } from './signal-inbox.ts'

/** A running test. Its members can be taken out of it, as in `run({ signals, log })`. */
export interface Execution<S extends SignalTypes = SignalTypes> {
  readonly test: LiveTest
  /** The signals of the case. */
  readonly signals: SignalInboxes<S>
  /** Aborted when the test is out of time, or is cancelled. */
  readonly signal: AbortSignal
  /**
   * The push service that the live check was given.
   *
   * @throws PushwrightError `ERR_STATE` if it was given none.
   */
  readonly target: ScenarioTarget
  /** Writes a line into the report. */
  log(text: string): void
  /** Does something, and notes how long it took. */
  step<T>(name: string, work: () => T | Promise<T>): Promise<T>
  /** Ends the test: it does not count as a failure. */
  skip(reason: string): never
  /**
   * Requires that these signals have come, each at least once, and that the first of each was sent before the first of the next.
   *
   * @throws PushwrightError `ERR_UNEXPECTED`, which ends the test as FAIL.
   */
  expectOrder(...names: readonly (keyof S & string)[]): Promise<void>
  /**
   * Runs a scenario on the target. Its measured steps are in the report, and its transcript if the test does not pass.
   *
   * @returns What the scenario returns.
   * @throws What it throws.
   */
  scenario<Result>(scenario: AnyScenario<Result>, ...args: readonly unknown[]): Promise<Result>
  /**
   * Gets a URL, with the headers of this test, and retries.
   *
   * @throws PushwrightError `ERR_REFUSED`, `ERR_NETWORK`, `ERR_TIMEOUT`.
   */
  get(url: string, request?: UrlRequest): Promise<UrlResponse>
  /** Posts to a URL, like {@link Execution.get}. A post whose answer was lost is made twice. */
  post(url: string, request?: UrlRequest): Promise<UrlResponse>
}
