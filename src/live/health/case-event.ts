// What is told of a case while it is watched.
import type { ReportStep } from '../execution/report.ts'

/**
 * The state of a case.
 *
 * - INIT: nothing is known yet. SKIP: all tests so far were skipped, or the case is not active.
 * - PASS, FAIL, ERROR, TIMEOUT: what the last test came to that changed it. STALL: no test came for too long.
 */
export type CaseState = 'INIT' | 'PASS' | 'FAIL' | 'ERROR' | 'TIMEOUT' | 'STALL' | 'SKIP'

/** Why an alarm is on: failures in a row, too many in a while, or no tests at all. */
export type AlarmReason = 'consecutive' | 'rate' | 'stall'

/** An alarm that is on. */
export interface Alarm {
  readonly reason: AlarmReason
  /** Milliseconds since the epoch. */
  readonly since: number
  readonly message: string
}

/** Things that go wrong around tests, and are counted instead of thrown. */
export const problems = [
  'bad-header',
  'bad-signal',
  'bus',
  'dropped',
  'fake-request',
  'missed-request',
  'reporter',
  'status',
  'stop',
  'trigger',
  'unmatched-signal',
] as const

/** A kind of problem. */
export type Problem = (typeof problems)[number]

/** What is told. `at` and `since` are milliseconds since the epoch. */
export type CaseEvent =
  | {
      readonly kind: 'state'
      readonly case: string
      readonly at: number
      readonly from: CaseState
      readonly to: CaseState
    }
  | ({ readonly kind: 'failing' | 'still-failing' | 'recovered'; readonly case: string; readonly at: number } & Alarm)
  | {
      readonly kind: 'log'
      readonly case: string
      readonly at: number
      readonly testId: string
      readonly step: ReportStep
    }
  | { readonly kind: 'problem'; readonly at: number; readonly problem: Problem; readonly message: string }
