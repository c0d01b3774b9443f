// How a run of a conversation went.
import { PushwrightError } from '../errors/index.ts'
import type { Transcript } from '../transcript/index.ts'
import type { Action } from './actions.ts'
import { explain } from './explanation.ts'
import type { ReceivedFrame } from './frame.ts'
import type { PlannedRequest, RequestAnswer } from './request.ts'
import type { ExpectedResponse } from './response.ts'
import type { Handshake } from './run/socket.ts'

/** Where a run failed: `connect` and `handshake` before it was open, `receive` while frames were awaited, `test` on the limit of the whole. */
export type FailurePhase =
  | 'connect'
  | 'handshake'
  | 'send'
  | 'receive'
  | 'unexpected'
  | 'request'
  | 'trigger'
  | 'close'
  | 'test'
  | 'aborted'

/** Why a run failed: the first thing that went wrong, which ended all the others. */
export interface ConversationFailure {
  readonly phase: FailurePhase
  readonly error: PushwrightError
}

/** A trigger that could not do what it should. */
export interface FailedTrigger {
  readonly action: Action
  /** The response or request whose trigger it is. */
  readonly of: ExpectedResponse | PlannedRequest
  readonly error: unknown
}

/** How a connection ended. */
export interface ConversationClose {
  /** The close code (RFC 6455 section 7.4); 1006 if there was no Close frame. */
  readonly code: number
  readonly reason: string
}

/** What is known when a run is over. @internal */
export interface RunRecord {
  readonly name: string
  readonly origin: string
  readonly failure: ConversationFailure | undefined
  readonly expected: number
  readonly pending: readonly ExpectedResponse[]
  /** What was waited for when it failed: barriers and captures. */
  readonly waiting: readonly string[]
  readonly unsent: readonly Action[]
  readonly failedTriggers: readonly FailedTrigger[]
  readonly unexpected: readonly ReceivedFrame[]
  readonly frames: readonly ReceivedFrame[]
  readonly matches: ReadonlyMap<ExpectedResponse, readonly ReceivedFrame[]>
  readonly captures: Readonly<Record<string, unknown>>
  readonly close: ConversationClose | undefined
  readonly handshake: Handshake | undefined
  readonly transcript: Transcript
  readonly requests: readonly RequestAnswer[]
  readonly started: readonly ConversationResult[]
}

/** How a run of a conversation went. */
export class ConversationResult<Captures extends object = object> {
  /** The name of the conversation. */
  readonly name: string
  /** Whether everything that was to come came, everything that was to be sent was sent, and nothing else went wrong. */
  readonly ok: boolean
  /** The first thing that went wrong. */
  readonly failure: ConversationFailure | undefined
  /** Expectations that are not met. */
  readonly pending: readonly ExpectedResponse[]
  /** Messages, requests and triggers that were not done. */
  readonly unsent: readonly Action[]
  readonly failedTriggers: readonly FailedTrigger[]
  /** Messages that no expectation took; they fail the run only if it is `strict`. */
  readonly unexpected: readonly ReceivedFrame[]
  /** Every frame, in order, from the opening to the close. */
  readonly frames: readonly ReceivedFrame[]
  /** Each expectation of the plan and its frames. */
  readonly matches: ReadonlyMap<ExpectedResponse, readonly ReceivedFrame[]>
  readonly captures: Readonly<Captures>
  /** How the connection ended; `undefined` if it was never open. */
  readonly close: ConversationClose | undefined
  /** The answer to the opening handshake; `undefined` if there was none. */
  readonly handshake: Handshake | undefined
  readonly transcript: Transcript
  /** The answers to HTTP requests, in the order in which they came. */
  readonly requests: readonly RequestAnswer[]
  /** The results of conversations that triggers started. */
  readonly started: readonly ConversationResult[]
  readonly #record: RunRecord

  /** @internal */
  constructor(record: RunRecord) {
    this.#record = record
    this.name = record.name
    this.ok = record.failure === undefined
    this.failure = record.failure
    this.pending = record.pending
    this.unsent = record.unsent
    this.failedTriggers = record.failedTriggers
    this.unexpected = record.unexpected
    this.frames = record.frames
    this.matches = record.matches
    this.captures = record.captures as Captures
    this.close = record.close
    this.handshake = record.handshake
    this.transcript = record.transcript
    this.requests = record.requests
    this.started = record.started
  }

  /** What was expected and what came: pending expectations, the nearest frame of each with what differs, and the transcript. */
  explain(): string {
    return explain(this.#record)
  }

  /** @throws PushwrightError with the code of the failure and the whole explanation, unless the run was ok. */
  assertOk(): void {
    if (this.failure === undefined) return
    const { code, details } = this.failure.error
    throw new PushwrightError(code, this.explain(), {
      cause: this.failure.error,
      details: { ...details, phase: this.failure.phase },
    })
  }
}
