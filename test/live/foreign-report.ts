// A report of a test that ran in another process.
import type { ReportSignal, TestReport } from '../../src/live/index.ts'

/** One that failed, unless told otherwise. */
export function foreignReport(parts: Partial<TestReport> = {}): TestReport {
  return {
    version: 1,
    live: 'live',
    test: { id: 'one', case: 'orders', issuedAt: 0, expiresAt: 9e12, args: [] },
    outcome: 'error',
    startedAt: 1,
    endedAt: 2,
    runtime: 1,
    attempt: 1,
    host: 'there',
    source: 'there-1',
    steps: [],
    signals: [],
    ...parts,
  }
}

/** One of its signals. */
export function foreignSignal(parts: Partial<ReportSignal> = {}): ReportSignal {
  return {
    signal: 'sent',
    key: 'one',
    sentAt: 1,
    receivedAt: 2,
    latency: 1,
    skew: 0,
    source: 'there-1',
    sequence: 0,
    consumed: true,
    ...parts,
  }
}
