// What the page of transcripts has in it as JSON: the types that the renderer and the page's script share.

/** The transcript of one test. */
export interface TranscriptData {
  readonly path: readonly string[]
  readonly file: string
  readonly state: 'passed' | 'failed' | 'skipped'
  /** The target or, without one, the project. */
  readonly target: string
  /** Events that were lost because a transcript was full. */
  readonly dropped: number
  readonly errors: readonly string[]
  /** When the first event was, in milliseconds since the epoch. */
  readonly start: number
  /** The names of the lifelines, from left to right. */
  readonly lifelines: readonly string[]
  readonly events: readonly EventData[]
}

/** One event. */
export type EventData = readonly [
  /** Milliseconds since the first event. */
  at: number,
  /** The lifeline of who recorded it. */
  actor: number,
  /** The lifeline of the other side; -1 for a remark. */
  peer: number,
  /** Which way the arrow points, seen from the actor. */
  direction: 'sent' | 'received' | '',
  kind: string,
  /** In a few words, for the arrow. */
  label: string,
  text: string,
]
