// `pushwright report`: shows a report of a plan again, or compares two.
import { Command } from 'commander'
import { formatComparison, formatReport, htmlReport, readReport } from '../load/index.ts'
import { writeResults } from './write-results.ts'

/** The subcommand. */
export function loadReportCommand(): Command {
  return new Command('report')
    .description('Shows the report of a test plan again, or compares two.')
    .argument('<report>', 'what `pushwright plan --json` has written')
    .argument('[after]', 'a later one to compare it with')
    .option('--html <file>', 'write it as an HTML page instead')
    .action(show)
}

async function show(path: string, after: string | undefined, { html }: { html?: string }): Promise<void> {
  const report = await readReport(path)
  const later = after === undefined ? undefined : await readReport(after)
  if (html !== undefined) writeResults({ [html]: htmlReport(later ?? report, later && report) })
  else process.stdout.write(later === undefined ? formatReport(report) : formatComparison(report, later))
}
