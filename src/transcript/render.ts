// Shows a transcript as text, as JSON lines and as a sequence diagram.
import { redact, redactEvents } from './redact.ts'
import type { TranscriptEvent } from './transcript.ts'

/** How to show a transcript. */
export interface RenderOptions {
  /** Show payloads, keys and endpoint tokens as they are. Default false. */
  secrets?: boolean
  /** Only the last n events. Default all. */
  last?: number
}

/** One line for each event: milliseconds since the first, actor, arrow, text. */
export function renderText(events: readonly TranscriptEvent[], options: RenderOptions = {}): string {
  const shown = select(events, options)
  const origin = shown[0]?.at ?? 0
  return shown
    .map((event) => `${elapsed(event, origin)}  ${event.actor} ${arrow(event)} ${label(event, options)}`.trimEnd())
    .join('\n')
}

/** One JSON object for each line, secrets redacted unless asked for. */
export function renderJsonLines(events: readonly TranscriptEvent[], options: RenderOptions = {}): string {
  const shown = select(events, options)
  return (options.secrets ? shown : redactEvents(shown)).map((event) => JSON.stringify(event)).join('\n')
}

/** A sequence diagram in text: a column for each actor and peer, an arrow for each event. */
export function renderDiagram(events: readonly TranscriptEvent[], options: RenderOptions = {}): string {
  const shown = select(events, options)
  const names = [...new Set(shown.flatMap((event) => namesIn(event)))]
  const width = Math.max(24, ...names.map((name) => name.length + 4))
  const centre = (name: string): number => names.indexOf(name) * width + Math.floor(width / 2)
  const origin = shown[0]?.at ?? 0
  const header = `${' '.repeat(10)}${names.map((name) => padCentre(name, width)).join('')}`.trimEnd()
  const rows = shown.map((event) => {
    const [from, to] = event.direction === 'received' ? [peerOf(event), event.actor] : [event.actor, peerOf(event)]
    const line = names.map(() => padCentre('|', width)).join('')
    const start = Math.min(centre(from), centre(to))
    const end = Math.max(centre(from), centre(to))
    const shaft =
      event.direction === undefined || start === end
        ? arrow(event)
        : shaftOf(centre(from) < centre(to), end - start - 1)
    const at = event.direction === undefined || start === end ? centre(event.actor) : start + 1
    const drawn = line.slice(0, at) + shaft + line.slice(at + shaft.length)
    return `${elapsed(event, origin)}${drawn}  ${label(event, options)}`.trimEnd()
  })
  return [header, ...rows].join('\n')
}

function select(events: readonly TranscriptEvent[], options: RenderOptions): readonly TranscriptEvent[] {
  return options.last === undefined ? events : events.slice(Math.max(0, events.length - options.last))
}

function elapsed(event: TranscriptEvent, origin: number): string {
  return `${(event.at - origin).toFixed(1).padStart(8)}ms`
}

function arrow(event: TranscriptEvent): string {
  if (event.kind === 'missing') return 'x'
  if (event.direction === undefined) return '*'
  return event.direction === 'sent' ? '->' : '<-'
}

/** One line, whatever the text. */
function label(event: TranscriptEvent, options: RenderOptions): string {
  const { kind, text = '' } = event
  const shown = (options.secrets ? text : redact(text)).replace(/[\r\n]\s*/g, ' ')
  return kind === 'frame' ? shown : `${kind} ${shown}`.trimEnd()
}

/** A remark is of nobody else. */
function namesIn(event: TranscriptEvent): string[] {
  return event.direction === undefined && event.peer === undefined && event.kind !== 'open'
    ? [event.actor]
    : [event.actor, peerOf(event)]
}

function peerOf(event: TranscriptEvent): string {
  if (event.peer !== undefined) return event.peer
  return event.actor === 'server' ? 'client' : 'push service'
}

function shaftOf(rightwards: boolean, length: number): string {
  return rightwards ? `${'-'.repeat(Math.max(0, length - 1))}>` : `<${'-'.repeat(Math.max(0, length - 1))}`
}

function padCentre(text: string, width: number): string {
  const left = Math.floor((width - text.length + 1) / 2)
  return text.padStart(left + text.length).padEnd(width)
}
