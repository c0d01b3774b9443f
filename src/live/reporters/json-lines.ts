// Reports and events as JSON, one in a line.
import { appendFileSync } from 'node:fs'
import type { Reporter } from './reporter.ts'

/**
 * Adds reports and events to a file, each as one line with a `kind`: `report`, or that of the event.
 *
 * @param path - The file; only its owner can read it if it is made.
 */
export function jsonLinesReporter(path: string): Reporter {
  // At once and not later, so that the last lines before a crash are there.
  const write = (line: object): void => appendFileSync(path, `${JSON.stringify(line)}\n`, { mode: 0o600 })
  return {
    report: (report) => write({ kind: 'report', ...report }),
    event: (event) => write(event),
  }
}
