// Alarms and results in the log of a command.
import { formatDuration } from '../../deadline/index.ts'
import type { Log } from '../../log/index.ts'
import { isFailure } from '../execution/report.ts'
import type { Reporter } from './reporter.ts'

/** Writes into a log: passes as `debug`, skips as `info`, failures and problems as `warn`, alarms as `error`. */
export function logReporter(log: Log): Reporter {
  return {
    report({ test, outcome, runtime, reason, error }) {
      const why = error?.message ?? reason
      const facts = { test: test.id, runtime: formatDuration(runtime), ...(why !== undefined && { why }) }
      const level = outcome === 'pass' ? 'debug' : isFailure(outcome) ? 'warn' : 'info'
      log.write(level, `${test.case}: ${outcome}`, facts)
    },
    event(event) {
      switch (event.kind) {
        case 'state':
          log.info(`${event.case} is ${event.to}`, { from: event.from })
          return
        case 'log':
          log.info(`${event.case}: ${event.step.text}`, { test: event.testId })
          return
        case 'problem':
          log.warn(event.message, { problem: event.problem })
          return
        case 'recovered':
          log.info(event.message, { reason: event.reason })
          return
        default:
          log.error(event.message, { reason: event.reason, kind: event.kind })
      }
    },
  }
}
