// The page of transcripts: a sequence diagram for each test.
import { redact, renderDiagram } from '../../transcript/index.ts'
import { titleOf } from '../run-record.ts'
import type { TranscriptRecord } from '../transcript-record.ts'
import { counted } from './counted.ts'
import { renderDocument } from './document.ts'
import { encodeTranscript } from './encode-transcript.ts'
import { html, type Markup } from './markup.ts'
import { transcriptScript, transcriptStyle } from './page-assets.ts'

/** How to make the page of transcripts. */
export interface TranscriptPageOptions {
  /** The heading. Default `Transcripts`. */
  title?: string
  /** Show payloads, keys and endpoint tokens as they are. Default false. */
  secrets?: boolean
}

/** Events of each test that are shown to readers without script. */
const lastWithoutScript = 100

/**
 * One HTML file that needs no other and asks for none: a list of tests that can be searched and, for each, a sequence diagram whose
 * events can be walked with the keyboard and read in full. Without script it shows the last 100 events of each test as text.
 *
 * @param records - The tests, in the order of the list; any number of events.
 * @returns The text of the file, in UTF-8.
 *
 * @example
 * ```ts
 * await writeFile('transcript.html', renderTranscriptPage([record], { title: 'delivers a notification' }))
 * ```
 */
export function renderTranscriptPage(
  records: readonly TranscriptRecord[],
  options: TranscriptPageOptions = {},
): string {
  const { title = 'Transcripts', secrets = false } = options
  const show = secrets ? (text: string): string => text : redact
  const facts = [counted(records.length, 'test'), secrets ? 'with secrets' : 'secrets redacted'].join(' · ')
  const body = html`<header class="heading"><h1>${title}</h1><p>${facts}</p></header>
<main id="transcripts"></main>
<noscript>${records.map((record) => renderPlainly(record, secrets))}</noscript>`
  const data = records.map((record) => encodeTranscript(record, show))
  return renderDocument({ title, style: transcriptStyle, script: transcriptScript, data, body })
}

function renderPlainly(record: TranscriptRecord, secrets: boolean): Markup {
  const diagram = renderDiagram(record.events, { secrets, last: lastWithoutScript })
  return html`<section><h2>${titleOf(record)}</h2><p>${record.file}, ${record.state}</p><pre>${diagram}</pre></section>`
}
