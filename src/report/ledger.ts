// The record of every test that did not run, and why.
import { count, shortName } from './names.ts'
import { type RunRecord, type TargetRecord, type TestRecord, titleOf } from './run-record.ts'
import { type Skip, type SkipReason, skipReasons } from './skip.ts'

/** One test that did not run. */
export interface LedgerRow extends Pick<TestRecord, 'file' | 'path'>, Skip {
  readonly project: string
}

/** What `.vitest/pushwright/ledger.json` holds. */
export interface Ledger {
  readonly format: 'pushwright-ledger'
  readonly version: 1
  /** ISO 8601. */
  readonly startedAt: string
  /** How many tests there are, with those that ran. */
  readonly tests: number
  readonly rows: readonly LedgerRow[]
}

/** Tests that did not run for one reason. */
export interface LedgerGroup {
  readonly reason: SkipReason
  readonly project: string
  readonly target: string | undefined
  /** Short names of features or quirks; else the note. */
  readonly what: string
  readonly rows: readonly LedgerRow[]
}

/** The ledger of some runs. */
export function ledgerOf(runs: readonly RunRecord[]): Ledger {
  const targets = runs.flatMap((run) => run.targets)
  return {
    format: 'pushwright-ledger',
    version: 1,
    startedAt: runs[0]?.startedAt ?? new Date(0).toISOString(),
    tests: targets.reduce((sum, { tests }) => sum + tests.length, 0),
    rows: targets.flatMap(rowsOf),
  }
}

/** The rows by reason, in the order of {@link skipReasons}; the largest groups first. */
export function groupRows({ rows }: Pick<Ledger, 'rows'>): LedgerGroup[] {
  const groups = Map.groupBy(rows, ({ reason, project, target, ids, note }) =>
    JSON.stringify([reason, project, target, ids.length > 0 ? ids : note]),
  )
  return [...groups.values()]
    .map((group): LedgerGroup => {
      const { reason, project, target, ids, note } = group[0] as LedgerRow
      return { reason, project, target, what: ids.length > 0 ? ids.map(shortName).join(', ') : note, rows: group }
    })
    .sort((a, b) => skipReasons.indexOf(a.reason) - skipReasons.indexOf(b.reason) || b.rows.length - a.rows.length)
}

/** The table at the end of a run: one line for each group, nothing if every test ran. */
export function renderLedger(ledger: Ledger): string[] {
  const groups = groupRows(ledger)
  if (groups.length === 0) return []
  const places = groups.map(({ project, target }) =>
    target === undefined || project.includes(target) ? project : `${project} on ${target}`,
  )
  const width = Math.max(...places.map((place) => place.length))
  return [
    '',
    ` ${count(ledger.rows.length, 'test')} of ${ledger.tests.toLocaleString('en')} did not run`,
    ...groups.map(({ reason, what, rows }, index) =>
      [
        String(rows.length).padStart(6),
        reason.padEnd(Math.max(...skipReasons.map((name) => name.length))),
        (places[index] as string).padEnd(width),
        what,
      ].join('  '),
    ),
  ]
}

/** The same as Markdown, for the summary of a CI job. */
export function renderLedgerMarkdown(ledger: Ledger): string {
  const groups = groupRows(ledger)
  if (groups.length === 0) return ''
  const lines = groups.map(({ reason, project, target, what, rows }) => {
    const titles = rows.map((row) => `${row.file}: ${titleOf(row)}`)
    const details = `<details><summary>${rows.length}</summary>${titles.map(escapeMarkdown).join('<br>')}</details>`
    return `| ${[reason, project, target ?? '', what].map(escapeMarkdown).join(' | ')} | ${details} |`
  })
  return [
    `### ${count(ledger.rows.length, 'test')} of ${ledger.tests.toLocaleString('en')} did not run`,
    '',
    '| Reason | Project | Target | What | Tests |',
    '| --- | --- | --- | --- | ---: |',
    ...lines,
    '',
  ].join('\n')
}

/** Text from outside in a Markdown table: neither its syntax nor HTML. */
export function escapeMarkdown(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[\\`*_[\]|~]/g, '\\$&')
    .replace(/\s*\n\s*/g, ' ')
}

function rowsOf({ project, target, tests }: TargetRecord): LedgerRow[] {
  return tests.flatMap(({ file, path, skip }) =>
    skip === undefined ? [] : [{ project, file, path, ...skip, ...(target !== undefined && { target }) }],
  )
}
