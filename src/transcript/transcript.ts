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
  #events: TranscriptEvent[] = []
  #start = 0
  #dropped = 0

  /** @param options - `limit` is the number of events kept, default 1000. */
  constructor(options: { limit?: number } = {}) {
    this.limit = options.limit ?? 1000
  }

  /** Adds an event; the oldest goes if the transcript is full. */
  record(event: TranscriptEvent): void {
    if (this.#events.length < this.limit) {
      this.#events.push(event)
      return
    }
    this.#dropped++
    if (this.limit === 0) return
    this.#events[this.#start] = event
    this.#start = (this.#start + 1) % this.limit
  }

  /** The events kept, oldest first. */
  get events(): readonly TranscriptEvent[] {
    return this.#start === 0
      ? [...this.#events]
      : [...this.#events.slice(this.#start), ...this.#events.slice(0, this.#start)]
  }

  /** How many events were dropped because the transcript was full. */
  get dropped(): number {
    return this.#dropped
  }

  /** Forgets everything. */
  clear(): void {
    this.#events = []
    this.#start = 0
    this.#dropped = 0
  }
}

/** Milliseconds since the epoch, with a finer resolution than `Date.now()`: the time of a {@link TranscriptEvent}. */
export function now(): number {
  return performance.timeOrigin + performance.now()
}
