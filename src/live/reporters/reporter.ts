// Who is told what live checks come to.
import type { TestReport } from '../execution/report.ts'
import type { CaseEvent } from '../health/case-event.ts'

/** Takes reports and events. What it throws is counted, and disturbs nobody. */
export interface Reporter {
  /** A test has ended, in this process. */
  report?(report: TestReport): void
  /** Something changed, or went wrong. */
  event?(event: CaseEvent): void
  /** Writes what is left, and ends. */
  close?(): Promise<void>
}
