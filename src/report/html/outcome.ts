// What became of a test, as the pages show it: state, a few words for a cell, and the whole story.
import { stripVTControlCharacters } from 'node:util'
import type { TestRecord } from '../run-record.ts'
import type { Skip } from '../skip.ts'
import type { OutcomeData } from './grid-data.ts'

/** Characters of one error message that a page keeps. */
const errorLimit = 4000

/** What became of a test that did not pass. */
export function outcomeOf({ state, skip, errors = [] }: TestRecord): OutcomeData {
  const shown = errors.map(shownError)
  if (state === 'failed')
    return { state, label: firstLine(shown[0] ?? '').replace(/^\w*Error: /, '') || 'failed', errors: shown }
  if (skip === undefined) return { state: 'skipped', label: 'skipped' }
  const { reason, ids, note } = skip
  return { state: 'skipped', label: labelOf(skip), reason, ids, note: stripVTControlCharacters(note) }
}

/** The message of an error without the colours of a terminal, and not longer than a page can bear. */
export function shownError(message: string): string {
  const text = stripVTControlCharacters(message)
  return text.length > errorLimit ? `${text.slice(0, errorLimit)}… (${text.length - errorLimit} more characters)` : text
}

function labelOf({ reason, ids, note }: Skip): string {
  if (reason === 'runtime') return firstLine(stripVTControlCharacters(note)) || reason
  const names = ids.map((id) => id.replace(/^urn:pushwright:(?:quirk|feature):/, ''))
  return [reason.replace('-', ' '), names.join(', ')].filter(Boolean).join(' ')
}

function firstLine(text: string): string {
  return (text.trimStart().split('\n', 1)[0] ?? '').slice(0, 160)
}
