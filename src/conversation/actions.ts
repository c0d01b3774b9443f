// What a trigger can do.
import type { ApplicationServer, PushTarget, SendOptions } from '../application-server/index.ts'
import type { Barrier } from './barrier.ts'
import type { Conversation } from './conversation.ts'
import type { ReceivedFrame } from './frame.ts'
import type { OutgoingMessage } from './message.ts'
import type { PlannedRequest } from './request.ts'
import { compileTemplate, snapshot, type Template } from './template.ts'

/** What a callback of a trigger gets. */
export interface TriggerContext {
  /** The frame that pulled the trigger; `undefined` for a trigger of a request. */
  readonly frame: ReceivedFrame | undefined
  /** The JSON of the frame or of the answer. */
  readonly json: unknown
  /** Everything captured so far. */
  readonly captures: Readonly<Record<string, unknown>>
  /** Fires when the conversation ends, in any way. */
  readonly signal: AbortSignal
  /** Sends a message on the same connection. */
  send(message: OutgoingMessage): Promise<void>
}

/** A function as a trigger; the run waits for it, and fails if it throws. */
export type TriggerCallback = (context: TriggerContext) => unknown

/** What a trigger does: sends a message, a request or a push, reaches a barrier, starts a conversation, closes, or calls a function. */
export type Action =
  | OutgoingMessage
  | PlannedRequest
  | PushAction
  | CloseAction
  | Barrier
  | Conversation
  | TriggerCallback

/** A push as a trigger, see {@link sendPush}. */
export interface PushAction {
  readonly type: 'push'
  readonly applicationServer: Pick<ApplicationServer, 'send'>
  readonly options: SendOptions
  /** @internal */
  readonly content: Template<{ target: PushTarget; payload?: unknown }>
  toString(): string
}

/** A close as a trigger, see {@link closeWith}. */
export interface CloseAction {
  readonly type: 'close'
  readonly code: number
  readonly reason: string
  toString(): string
}

/**
 * Sends a web push as a trigger, and fails the run unless the push service accepts it.
 *
 * @param target - A subscription or its JSON. Placeholders work: `{ endpoint: '${pushEndpoint}' }`.
 * @param payload - Text, bytes or JSON, where placeholders work too; none sends an empty message.
 * @param options - As of `applicationServer.send`.
 */
export function sendPush(
  applicationServer: Pick<ApplicationServer, 'send'>,
  target: PushTarget,
  payload?: unknown,
  options: SendOptions = {},
): PushAction {
  const isRaw = payload === undefined || ArrayBuffer.isView(payload)
  const where = compileTemplate(snapshot(target, 'the target of a push'))
  const what = isRaw ? { names: [], fill: () => payload } : compileTemplate(snapshot(payload, 'the payload of a push'))
  return {
    type: 'push',
    applicationServer,
    options,
    content: {
      names: [...where.names, ...what.names],
      fill: (scope) => ({ target: where.fill(scope), payload: what.fill(scope) }),
    },
    toString: () => 'push',
  }
}

/**
 * Closes the connection as a trigger, and so ends the conversation; a close frame can still be expected.
 *
 * @param code - 1000, or 3000 to 4999 (RFC 6455 section 7.4.2). Default 1000.
 * @param reason - At most 123 bytes. Default none.
 */
export function closeWith(code = 1000, reason = ''): CloseAction {
  return { type: 'close', code, reason, toString: () => `close ${code} ${reason}`.trimEnd() }
}
