// What everybody said during one test, as plain data.
import type { TranscriptEvent } from '../transcript/index.ts'
import type { TestRecord } from './run-record.ts'

/** The transcript of one test: of its clients, its application servers and its fixture server, in the order of time. */
export interface TranscriptRecord extends Pick<TestRecord, 'file' | 'path' | 'state'> {
  readonly project: string
  readonly target?: string
  readonly events: readonly TranscriptEvent[]
  /** How many events were dropped because a transcript was full. */
  readonly dropped: number
  /** The messages of the test's errors. */
  readonly errors?: readonly string[]
}
