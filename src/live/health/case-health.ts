// The state machine of a case: what its tests came to, and when that is an alarm. It has no clock of its own.
import { formatDuration } from '../../deadline/index.ts'
import type { CaseSettings } from '../case/settings.ts'
import { isFailure, type Outcome, type TestReport } from '../execution/report.ts'
import type { Alarm, AlarmReason, CaseEvent, CaseState } from './case-event.ts'
import { FailureWindow } from './failure-window.ts'

/** The options that it looks at. */
export type HealthSettings = Pick<
  CaseSettings,
  'active' | 'maxConsecutiveFailures' | 'failureRate' | 'remindAfter' | 'warnStalledAfter'
>

/** Both times of now: since the epoch, and of the clock that is never set back. */
export interface Moment {
  readonly now: number
  readonly monotonic: number
}

const stateOf: Readonly<Record<'fail' | 'error' | 'timeout', CaseState>> = {
  fail: 'FAIL',
  error: 'ERROR',
  timeout: 'TIMEOUT',
}

/**
 * The state of one case. A failure shows at once. Only a test that passes and was issued after the last failure had ended shows that
 * the trouble is over: one from before says nothing of now.
 */
export class CaseHealth {
  readonly #name: string
  readonly #settings: HealthSettings
  readonly #tell: (event: CaseEvent) => void
  readonly #window: FailureWindow | undefined
  #isActive: boolean
  #isStalled = false
  #result: CaseState = 'INIT'
  #shown: CaseState
  #consecutive = 0
  /** When the last failure ended, since the epoch: it is compared with when tests of other processes were issued. */
  #failedAt = Number.NEGATIVE_INFINITY
  readonly #alarms = new Map<AlarmReason, Alarm & { toldAt: number }>()

  constructor(name: string, settings: HealthSettings, tell: (event: CaseEvent) => void) {
    this.#name = name
    this.#settings = settings
    this.#tell = tell
    this.#isActive = settings.active
    this.#shown = this.#state()
    this.#window = settings.failureRate && new FailureWindow(settings.failureRate.window)
  }

  get state(): CaseState {
    return this.#shown
  }

  /** The alarms that are on. */
  get alarms(): readonly Alarm[] {
    return [...this.#alarms.values()].map(({ reason, since, message }) => ({ reason, since, message }))
  }

  /** Failures since the last pass that counts. */
  get consecutiveFailures(): number {
    return this.#consecutive
  }

  /** A test has ended. */
  ended({ outcome, test, endedAt }: Pick<TestReport, 'outcome' | 'test' | 'endedAt'>, moment: Moment): void {
    if (isFailure(outcome)) this.#failed(outcome, endedAt, moment)
    else if (outcome === 'pass') this.#passed(test.issuedAt, moment)
    // What was skipped says nothing of the service, and must not hide what is known.
    else if (outcome === 'skip' && this.#result === 'INIT') this.#result = 'SKIP'
    this.#show(moment)
  }

  /** Nothing came for as long as the case may be without a test. */
  stalled(lastAt: number, moment: Moment): void {
    this.#isStalled = true
    const since = formatDuration(moment.now - lastAt)
    this.#raise('stall', `No test of ${this.#name} was begun for ${since}.`, moment)
    this.#show(moment)
  }

  /** A test came, after all. */
  resumed(moment: Moment): void {
    this.#isStalled = false
    this.#clear('stall', moment)
    this.#show(moment)
  }

  /** Somebody wants the case to rest, or not any more. */
  activate(isActive: boolean, moment: Moment): void {
    this.#isActive = isActive
    if (!isActive) this.resumed(moment)
    this.#show(moment)
  }

  #failed(outcome: Outcome & keyof typeof stateOf, endedAt: number, moment: Moment): void {
    this.#result = stateOf[outcome]
    this.#failedAt = Math.max(this.#failedAt, endedAt)
    this.#consecutive++
    this.#window?.add(moment.monotonic, true)
    const { maxConsecutiveFailures: most, failureRate } = this.#settings
    if (this.#consecutive >= most) {
      this.#raise(
        'consecutive',
        `${this.#consecutive} tests of ${this.#name} failed in a row (at most ${most}).`,
        moment,
      )
    }
    const { count, rate } = this.#look(moment)
    if (failureRate === undefined || count < failureRate.atLeast || rate <= failureRate.atMost) return
    const part = `${percent(rate)} of ${count} tests of ${this.#name}`
    const within = formatDuration(failureRate.window)
    this.#raise('rate', `${part} failed within ${within} (at most ${percent(failureRate.atMost)}).`, moment)
  }

  #passed(issuedAt: number, moment: Moment): void {
    this.#window?.add(moment.monotonic, false)
    if (issuedAt <= this.#failedAt) return
    this.#result = 'PASS'
    this.#consecutive = 0
    this.#clear('consecutive', moment)
    const { rate } = this.#look(moment)
    if (rate <= (this.#settings.failureRate?.atMost ?? 1)) this.#clear('rate', moment)
  }

  #look({ monotonic }: Moment): { readonly count: number; readonly rate: number } {
    return this.#window?.look(monotonic) ?? { count: 0, rate: 0 }
  }

  #raise(reason: AlarmReason, message: string, { now, monotonic }: Moment): void {
    const known = this.#alarms.get(reason)
    if (known !== undefined && monotonic - known.toldAt < this.#settings.remindAfter) return
    const since = known?.since ?? now
    this.#alarms.set(reason, { reason, since, message, toldAt: monotonic })
    const kind = known === undefined ? 'failing' : 'still-failing'
    this.#tell({ kind, case: this.#name, at: now, reason, since, message })
  }

  #clear(reason: AlarmReason, { now }: Moment): void {
    const known = this.#alarms.get(reason)
    if (known === undefined) return
    this.#alarms.delete(reason)
    const message = `${this.#name} is well again after ${formatDuration(now - known.since)}.`
    this.#tell({ kind: 'recovered', case: this.#name, at: now, reason, since: known.since, message })
  }

  #state(): CaseState {
    if (!this.#isActive) return 'SKIP'
    return this.#isStalled ? 'STALL' : this.#result
  }

  #show({ now }: Moment): void {
    const from = this.#shown
    this.#shown = this.#state()
    if (from !== this.#shown) this.#tell({ kind: 'state', case: this.#name, at: now, from, to: this.#shown })
  }
}

function percent(part: number): string {
  return `${Math.round(part * 1000) / 10} %`
}
