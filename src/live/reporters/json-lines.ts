// Reports and events as JSON, one in a line.
import { appendFileSync } from 'node:fs'
import { PushwrightError } from '../../errors/index.ts'
import type { Reporter } from './reporter.ts'

/**
 * Adds reports and events to a file, each as one line with a `kind`: `report`, or that of the event.
 *
 * @param path - The file; only its owner can read it if it is made.
 * @throws PushwrightError `ERR_OPTION` if it cannot be written.
 */
export function jsonLinesReporter(path: string): Reporter {
  // At once and not later, so that the last lines before a crash are there.
  const append = (text: string): void => appendFileSync(path, text, { mode: 0o600 })
  const write = (line: object): void => append(`${JSON.stringify(line)}\n`)
  try {
    append('')
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code
    throw new PushwrightError('ERR_OPTION', `Could not write reports to ${path}: ${why}. Name a file that can be.`, {
      cause,
    })
  }
  return {
    report: (report) => write({ kind: 'report', ...report }),
    event: (event) => write(event),
  }
}
