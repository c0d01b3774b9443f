// The parsers of files that an earlier run, or somebody else, has written.
import { formatComparison, formatReport, htmlReport } from '../../../src/load/index.ts'
import { parseReport } from '../../../src/load/report/read-report.ts'
import { renderTranscriptPage } from '../../../src/report/html/index.ts'
import { parseBaseline, parseTranscript, type TranscriptRecord } from '../../../src/report/index.ts'
import { redactEvents, renderDiagram } from '../../../src/transcript/index.ts'
import { sampleReport } from '../../load/sample-report.ts'
import { nearly } from './hostile.ts'
import { type Parser, texts } from './parser.ts'

const report = sampleReport([5, 2000])
const transcript: TranscriptRecord = {
  project: 'e2e',
  target: 't',
  file: 'a.test.ts',
  path: ['a', 'b'],
  state: 'failed',
  events: [
    { at: 1, actor: 'client 1', kind: 'frame', direction: 'sent', peer: 'server', text: '{"messageType":"hello"}' },
    { at: 2, actor: 'server', kind: 'fault', text: 'fired' },
  ],
  dropped: 0,
  errors: ['no'],
}

export const fileParsers: readonly Parser[] = [
  texts(
    'baselines',
    nearly(['{"format":"pushwright-baseline","version":1,"targets":{"t":{"f":{"a":"b"}}}}'], ['{', '}', ',', ':']),
    parseBaseline,
    SyntaxError,
  ),
  texts('load reports', nearly([JSON.stringify(report)], ['[', '{', ',', ':', '"bits":', '"width":']), (text) => {
    const read = parseReport(text, 'a.json')
    formatReport(read)
    formatComparison(report, read)
    htmlReport(read, report)
  }),
  texts('recorded transcripts', nearly([`${JSON.stringify(transcript)}\n`], ['[', '{', ',', ':', '\n']), (text) => {
    const lines = text.split('\n').filter((line) => line.trim() !== '')
    const read = lines.map((line, index) => parseTranscript(line, `a.jsonl:${index + 1}`))
    for (const { events } of read) renderDiagram(redactEvents(events), { secrets: true })
    renderTranscriptPage(read, { secrets: false })
  }),
]
