// GitHub Actions: an annotation for each reason why tests did not run, and the ledger in the summary of the job.
import { appendFileSync } from 'node:fs'
import { count, groupRows, type Ledger, renderLedgerMarkdown, titleOf } from '../../report/index.ts'

/** The lines that GitHub reads as annotations. */
export function annotationsOf(ledger: Ledger): string[] {
  return groupRows(ledger).map(({ reason, project, target, what, rows }) => {
    const title = `${count(rows.length, 'test')} did not run: ${reason} ${what}`
    const where = target === undefined ? project : `${project} on ${target}`
    const message = [where, ...rows.map((row) => `${row.file}: ${titleOf(row)}`)].join('\n')
    return `::notice title=${escapeProperty(title)}::${escapeData(message)}`
  })
}

/** Appends the ledger to the summary of the job, if there is one. */
export function addToJobSummary(ledger: Ledger, file: string | undefined = process.env.GITHUB_STEP_SUMMARY): void {
  const markdown = renderLedgerMarkdown(ledger)
  if (file !== undefined && file !== '' && markdown !== '') appendFileSync(file, `${markdown}\n`)
}

// As in https://github.com/actions/toolkit, packages/core/src/command.ts.
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
