// Records what went over the wire, in both directions, with bounded memory.

/**
 * What happened. `frame`, `request` and `response` carry text; `fault` and `note` are remarks of whoever records; `missing` is
 * what was awaited in vain.
 */
export type TranscriptKind =
  | 'open'
  | 'close'
  | 'frame'
  | 'ping'
  | 'pong'
  | 'request'
  | 'response'
  | 'fault'
  | 'note'
  | 'missing'

/** One entry of a {@link Transcript}. */
export interface TranscriptEvent {
  /** Milliseconds since the epoch. */
  at: number
  /** Who recorded it, such as `client 1` or `server`. */
  actor: string
  kind: TranscriptKind
  /** Seen from the actor; absent for remarks. */
  direction?: 'sent' | 'received'
  /** The other side, such as `client 3` or `application server`, where it is known. */
  peer?: string
  /** The text of a frame, the request or status line, the close reason, or the remark. */
  text?: string
}

/** How much a {@link Transcript} keeps. */
export interface TranscriptOptions {
  /** Events, default 1000. */
  readonly limit?: number
  /** Characters of the texts of all events together, default 16,777,216. The newest event stays, however long it is. */
  readonly characters?: number
}

/** Stands where an event was that is gone, so that its text is not kept. */
const gone: TranscriptEvent = { at: 0, actor: '', kind: 'note' }

/**
 * A bounded list of events; when it is full, the oldest go.
 *
 * @example
 * ```ts
 * const transcript = new Transcript({ limit: 500 })
 * transcript.record({ at: Date.now(), actor: 'client 1', kind: 'frame', direction: 'sent', text: '{}' })
 * console.log(renderText(transcript.events))
 * ```
 */
export class Transcript {
  readonly limit: number
  readonly #mostCharacters: number
  /** A ring that grows until it has `limit` places. */
  #events: TranscriptEvent[] = []
  #start = 0
  #count = 0
  #characters = 0
  #dropped = 0

  /** @param options - How much is kept. */
  constructor({ limit = 1000, characters = 16 * 1024 * 1024 }: TranscriptOptions = {}) {
    this.limit = limit
    this.#mostCharacters = characters
  }

  /** Adds an event; the oldest go if the transcript is full. */
  record(event: TranscriptEvent): void {
    if (this.limit === 0) {
      this.#dropped++
      return
    }
    if (this.#count === this.limit) this.#dropOldest()
    this.#events[(this.#start + this.#count) % this.limit] = event
    this.#count++
    this.#characters += event.text?.length ?? 0
    while (this.#characters > this.#mostCharacters && this.#count > 1) this.#dropOldest()
  }

  /** The events kept, oldest first. */
  get events(): readonly TranscriptEvent[] {
    const end = this.#start + this.#count
    return end <= this.limit
      ? this.#events.slice(this.#start, end)
      : [...this.#events.slice(this.#start), ...this.#events.slice(0, end - this.limit)]
  }

  /** How many events were dropped because the transcript was full. */
  get dropped(): number {
    return this.#dropped
  }

  /** Forgets everything. */
  clear(): void {
    this.#events = []
    this.#start = 0
    this.#count = 0
    this.#characters = 0
    this.#dropped = 0
  }

  #dropOldest(): void {
    const { text = '' } = this.#events[this.#start] ?? gone
    this.#events[this.#start] = gone
    this.#start = (this.#start + 1) % this.limit
    this.#count--
    this.#characters -= text.length
    this.#dropped++
  }
}

/** Milliseconds since the epoch, with a finer resolution than `Date.now()`: the time of a {@link TranscriptEvent}. */
export function now(): number {
  return performance.timeOrigin + performance.now()
}
