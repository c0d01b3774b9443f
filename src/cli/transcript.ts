// `pushwright transcript`: shows what `record` has kept.
import { Command, InvalidArgumentError } from 'commander'
import { isPushwrightError, PushwrightError } from '../errors/index.ts'
import { renderTranscriptPage } from '../report/html/index.ts'
import { parseTranscript, type TranscriptRecord, titleOf } from '../report/index.ts'
import { redactEvents, renderDiagram, type TranscriptEvent } from '../transcript/index.ts'
import { readLines } from './read-lines.ts'
import { writeResults } from './write-results.ts'

interface TranscriptSettings {
  readonly test?: string
  readonly last?: number
  readonly name: ReadonlyMap<string, string>
  readonly html?: string
  readonly secrets: boolean
}

/** The subcommand. */
export function transcriptCommand(): Command {
  return new Command('transcript')
    .description('Shows transcripts as sequence diagrams: of a file that PUSHWRIGHT_RECORD or --record has written.')
    .argument('<file>', 'JSON lines, one for each test')
    .option('--test <text>', 'only tests whose file or title has this text')
    .option('--last <number>', 'only the last events of each test', positiveInteger)
    .option(
      '--name <pair>',
      'call somebody by another name, such as "client 1=Alice"; may be repeated',
      pair,
      new Map(),
    )
    .option('--html <file>', 'write a page instead')
    .option('--secrets', 'show payloads, keys and endpoint tokens, if they were recorded', false)
    .action(transcript)
}

async function transcript(file: string, settings: TranscriptSettings): Promise<void> {
  const { last, html, secrets } = settings
  if (html !== undefined) {
    const records: TranscriptRecord[] = []
    for await (const record of wanted(file, settings)) records.push(record)
    writeResults({ [html]: renderTranscriptPage(records, { secrets }) })
    return
  }
  for await (const record of wanted(file, settings)) {
    const diagram = renderDiagram(record.events, { secrets: true, ...(last !== undefined && { last }) })
    process.stdout.write(`${record.state} ${record.file} > ${titleOf(record)}\n${diagram}\n\n`)
  }
}

/** The transcripts that were asked for, as they are to be shown. */
async function* wanted(
  file: string,
  { test = '', name, secrets }: TranscriptSettings,
): AsyncGenerator<TranscriptRecord> {
  for await (const record of read(file)) {
    if (!`${record.file} > ${titleOf(record)}`.includes(test)) continue
    yield { ...record, events: rename(secrets ? record.events : redactEvents(record.events), name) }
  }
}

async function* read(file: string): AsyncGenerator<TranscriptRecord> {
  let number = 0
  try {
    for await (const line of readLines(file)) {
      number++
      if (line.trim() !== '') yield parseTranscript(line, `${file}:${number}`)
    }
  } catch (error) {
    if (isPushwrightError(error)) throw error
    const { code, message } = error as NodeJS.ErrnoException
    throw new PushwrightError(
      'ERR_OPTION',
      `Expected a file of transcripts, ${file} cannot be read (${code ?? message}). Record one with --record or PUSHWRIGHT_RECORD.`,
    )
  }
}

function rename(events: readonly TranscriptEvent[], names: ReadonlyMap<string, string>): TranscriptEvent[] {
  const nameOf = (actor: string): string => names.get(actor) ?? actor
  return events.map((event) => ({
    ...event,
    actor: nameOf(event.actor),
    ...(event.peer !== undefined && { peer: nameOf(event.peer) }),
  }))
}

function pair(text: string, names: Map<string, string>): Map<string, string> {
  const [actor = '', name = ''] = text.split('=', 2)
  if (actor === '' || name === '') throw new InvalidArgumentError('Expected a pair such as "client 1=Alice".')
  return names.set(actor, name)
}

function positiveInteger(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Expected a whole number above 0.')
}
