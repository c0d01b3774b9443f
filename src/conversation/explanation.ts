// Tells why a conversation did not complete.
import { redact, renderDiagram } from '../transcript/index.ts'
import type { ReceivedFrame } from './frame.ts'
import type { ExpectedResponse } from './response.ts'
import type { RunRecord } from './result.ts'

/** The newest frames that are looked at for the nearest of an expectation. */
const memory = 1000

/** How many entries of a list are shown. */
const most = 10

/** What was expected, what came, and what to look at. Secrets are redacted. */
export function explain(record: RunRecord): string {
  const { name, origin, failure } = record
  if (failure === undefined) return `The conversation of ${name} with ${origin} is complete.`
  const came = record.expected - record.pending.length
  return [
    `Expected the conversation of ${name} with ${origin} to complete, got: ${redact(failure.error.message)}`,
    ...section(
      `Pending, ${came} of ${record.expected} are met:`,
      record.pending.map((response) => pending(response, record)),
    ),
    ...section('Waiting for:', record.waiting),
    ...section('Unsent:', record.unsent.map(describeAction)),
    ...section(
      'Failed triggers:',
      record.failedTriggers.map(
        ({ action, of, error }) =>
          `${describeAction(action)} of ${of}: ${error instanceof Error ? error.message : error}`,
      ),
    ),
    ...section('Unexpected frames:', record.unexpected.map(String)),
    ...section(
      'Conversations that it started:',
      record.started.filter(({ ok }) => !ok).map((result) => result.explain()),
    ),
    ...(record.transcript.events.length === 0
      ? []
      : ['Transcript, newest last:', renderDiagram(record.transcript.events, { last: 20 })]),
  ].join('\n')
}

function section(title: string, entries: readonly string[]): string[] {
  if (entries.length === 0) return []
  const rest = entries.length > most ? [`and ${entries.length - most} more`] : []
  return [title, ...[...entries.slice(0, most), ...rest].map(indent)]
}

function indent(text: string): string {
  return text.replace(/^/gm, '  ')
}

function pending(response: ExpectedResponse, { frames, matches }: RunRecord): string {
  const mine = new Set(matches.get(response))
  const { min } = response.count
  const count = min > 1 ? ` (${mine.size} of ${min})` : ''
  const others = frames.slice(-memory).filter((frame) => !mine.has(frame))
  const nearest = nearestOf(response, others)
  if (nearest === undefined) return redact(`${response}${count}`)
  const { frame, differences } = nearest
  const taken = [...matches].find(([, theirs]) => theirs.includes(frame))?.[0]
  const why = taken === undefined ? differences : [...differences, `it was taken by ${taken}`]
  return [
    redact(`${response}${count}`),
    indent(`nearest is ${frame}`),
    ...why.map((line) => indent(indent(redact(line)))),
  ].join('\n')
}

interface Near {
  readonly frame: ReceivedFrame
  /** One line for each path. */
  readonly differences: readonly string[]
  /** How far it is: conditions that it does not fit, whether it cannot be compared by paths, paths that differ. */
  readonly distance: readonly [conditions: number, incomparable: number, paths: number]
}

/** The frame that fits most conditions, the newest of equals. */
function nearestOf(response: ExpectedResponse, frames: readonly ReceivedFrame[]): Near | undefined {
  let best: Near | undefined
  for (const frame of frames.toReversed()) {
    const conditions = response.differences(frame)
    const differences = conditions.flat()
    const near: Near = {
      frame,
      differences,
      distance: [conditions.length, frame.isMessage && frame.json !== undefined ? 0 : 1, differences.length],
    }
    if (best === undefined || isNearer(near, best)) best = near
  }
  return best
}

function isNearer(one: Near, other: Near): boolean {
  const decisive = one.distance.findIndex((value, index) => value !== other.distance[index])
  return decisive !== -1 && (one.distance[decisive] as number) < (other.distance[decisive] as number)
}

function describeAction(action: RunRecord['unsent'][number]): string {
  if (typeof action !== 'function') return redact(String(action))
  return `function ${action.name}`.trimEnd()
}
