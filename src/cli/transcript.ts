// `pushwright transcript`: shows what `record` has kept.
import { readFileSync } from 'node:fs'
import { Command, InvalidArgumentError } from 'commander'
import { PushwrightError } from '../errors/index.ts'
import { renderTranscriptPage } from '../report/html/index.ts'
import { parseTranscripts, titleOf } from '../report/index.ts'
import { redactEvents, renderDiagram, type TranscriptEvent } from '../transcript/index.ts'
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

function transcript(file: string, { test = '', last, name, html, secrets }: TranscriptSettings): void {
  const records = parseTranscripts(read(file), file)
    .filter((record) => `${record.file} > ${titleOf(record)}`.includes(test))
    .map((record) => ({ ...record, events: rename(secrets ? record.events : redactEvents(record.events), name) }))
  if (html !== undefined) {
    writeResults({ [html]: renderTranscriptPage(records, { secrets }) })
    return
  }
  for (const record of records) {
    const diagram = renderDiagram(record.events, { secrets: true, ...(last !== undefined && { last }) })
    process.stdout.write(`${record.state} ${record.file} > ${titleOf(record)}\n${diagram}\n\n`)
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new PushwrightError(
      'ERR_OPTION',
      `Expected a file of transcripts, ${file} cannot be read (${code}). Record one with --record or PUSHWRIGHT_RECORD.`,
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
