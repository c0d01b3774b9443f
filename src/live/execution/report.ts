// What one test came to, as plain data.
import type { TranscriptEvent } from '../../transcript/index.ts'
import type { LiveTest } from '../live-test.ts'
import type { Arrival } from './arrival.ts'

/**
 * How a test can end.
 *
 * - `pass`: `run` returned. `fail`: an assertion. `timeout`: a wait or the test took too long. `error`: anything else was thrown.
 * - `skip`: the test or its case did not want to. `expired`: too late to begin. `cancelled`: the live check stopped.
 */
export const outcomes = ['pass', 'fail', 'error', 'timeout', 'skip', 'expired', 'cancelled'] as const

/** How a test ended. */
export type Outcome = (typeof outcomes)[number]

/** Something that a test did, or said. */
export interface ReportStep {
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly text: string
  /** Milliseconds, of what took time. */
  readonly duration?: number
}

/** A signal of a test: its way, and whether anybody wanted it. The value is not shown, which may be private. */
export interface ReportSignal extends Omit<Arrival, 'value'> {
  /** Whether the test took it, or looked at it. */
  readonly consumed: boolean
}

/** What was thrown. */
export interface ReportError {
  readonly name: string
  /** Of a `PushwrightError` or a system error. */
  readonly code?: string
  /** Without secrets. */
  readonly message: string
  readonly stack?: string
}

/** Events of a transcript in a report. */
export const mostEvents = 200

/** What one test came to. Times are milliseconds since the epoch. */
export interface TestReport {
  readonly version: 1
  /** The name of the live check. */
  readonly live: string
  readonly test: LiveTest
  readonly outcome: Outcome
  /** Why it was skipped. */
  readonly reason?: string
  readonly startedAt: number
  readonly endedAt: number
  /** Milliseconds. */
  readonly runtime: number
  /** Which attempt this was: more than 1 if a process died. */
  readonly attempt: number
  readonly host: string
  /** The process. */
  readonly source: string
  /** What it did and said, in the order of time, whatever the outcome. */
  readonly steps: readonly ReportStep[]
  /** The signals that arrived, in the order of arrival. */
  readonly signals: readonly ReportSignal[]
  readonly error?: ReportError
  /** Of scenarios, if the test did not pass: without secrets, the last 200 events. */
  readonly transcript?: readonly TranscriptEvent[]
}

/** Whether an outcome says that something is wrong. */
export function isFailure(outcome: Outcome): outcome is 'fail' | 'error' | 'timeout' {
  return outcome === 'fail' || outcome === 'error' || outcome === 'timeout'
}
