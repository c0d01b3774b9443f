// Does what messages, requests and triggers say.
import type { Deadline } from '../../deadline/index.ts'
import { PushwrightError } from '../../errors/index.ts'
import type { Action, PushAction, TriggerCallback } from '../actions.ts'
import type { Barrier, Meeting } from '../barrier.ts'
import type { Conversation } from '../conversation.ts'
import type { OutgoingFrame, OutgoingMessage } from '../message.ts'
import type { FilledRequest, PlannedRequest, RequestAnswer } from '../request.ts'
import type { ExpectedResponse } from '../response.ts'
import type { Captures, Source } from './captures.ts'
import type { Patience } from './patience.ts'
import type { Waits } from './waits.ts'

/** What a run lets its actions do. */
export interface Stage {
  readonly captures: Captures
  readonly meeting: Meeting
  /** Ends with the run. */
  readonly lifetime: Deadline
  readonly signal: AbortSignal
  readonly waits: Waits
  readonly patience: Patience
  /** The budget of a request or a push. */
  requestDeadline(): Deadline
  /** Writes a frame, within the budget of a message. */
  send(frame: OutgoingFrame): Promise<void>
  close(code: number, reason: string): void
  exchange(request: PlannedRequest, filled: FilledRequest): Promise<RequestAnswer>
  /** Starts another conversation, whose end the run awaits. */
  begin(conversation: Conversation, occasion: Occasion): void
  /** Pulls the triggers of a request. */
  follow(request: PlannedRequest, answer: RequestAnswer): void
  note(text: string): void
  /** Counts work among what must end before the run does, and must not fail. */
  track(work: Promise<unknown>): void
}

/** Where an action comes from. */
export interface Occasion {
  /** What `${/path}` reads. */
  readonly source?: Source
  /** Whose trigger it is. */
  readonly of?: ExpectedResponse | PlannedRequest
  /** When delays begin, as of `performance.now()`; without, when the action's turn comes. */
  readonly since?: number
}

/** Does one thing. Begins without a turn of the event loop if it can, so that messages keep the order of their causes. */
export function perform(stage: Stage, action: Action, occasion: Occasion): Promise<void> | undefined {
  if (typeof action === 'function') return call(stage, action, occasion)
  switch (action.type) {
    case 'message':
      return sendMessage(stage, action, occasion)
    case 'request':
      return sendRequest(stage, action, occasion)
    case 'push':
      return sendPush(stage, action, occasion)
    case 'close':
      stage.close(action.code, action.reason)
      return undefined
    case 'barrier':
      stage.meeting.reach(action)
      return undefined
    case 'conversation':
      stage.begin(action, occasion)
      return undefined
  }
}

/** Waits until a barrier is open. */
export function waitAt(stage: Stage, barrier: Barrier): Promise<void> {
  const what = (): string => stage.meeting.describe(barrier)
  return stage.waits.during(
    what,
    stage.lifetime.wait<void>(what, ({ resolve }) => stage.meeting.onOpen(barrier, resolve)),
  )
}

/** Waits until everything has been captured that is needed. */
function waitFor(stage: Stage, names: readonly string[]): Promise<void> {
  const what = (): string => `the capture ${stage.captures.missing(names).join(', ')}`
  return stage.waits.during(what, stage.captures.wait(names, stage.lifetime))
}

async function sendMessage(stage: Stage, message: OutgoingMessage, occasion: Occasion): Promise<void> {
  const { captures, meeting } = stage
  if (message.barrier !== undefined && !meeting.isOpen(message.barrier)) await waitAt(stage, message.barrier)
  if (!captures.has(message.names)) await waitFor(stage, message.names)
  if (message.delay > 0) await pause(stage, message.delay, occasion.since)
  await stage.send(message.frame(captures.scope(occasion.source)))
}

async function sendRequest(stage: Stage, request: PlannedRequest, occasion: Occasion): Promise<void> {
  const { captures } = stage
  if (!captures.has(request.names)) await waitFor(stage, request.names)
  if (request.delay > 0) await pause(stage, request.delay, occasion.since)
  const answer = await stage.exchange(request, request.fill(captures.scope(occasion.source)))
  const differences = request.differences(answer)
  if (differences.length > 0) {
    throw new PushwrightError('ERR_UNEXPECTED', `The answer to ${request} is another: ${differences.join('; ')}.`, {
      details: { status: answer.status },
    })
  }
  for (const [name, value] of request.captures(answer.json)) captures.set(name, value)
  stage.follow(request, answer)
}

async function sendPush(stage: Stage, push: PushAction, occasion: Occasion): Promise<void> {
  const { captures, signal } = stage
  if (!captures.has(push.content.names)) await waitFor(stage, push.content.names)
  const { target, payload } = push.content.fill(captures.scope(occasion.source))
  stage.note('push')
  const sending = push.applicationServer.send(target, payload, { signal, ...push.options })
  const receipt = await stage.patience.during(stage.requestDeadline().bound('the receipt of a push', sending))
  stage.note(`push answered with ${receipt.status}`)
  if (receipt.accepted) return
  throw new PushwrightError('ERR_REFUSED', `The push service refused the push: status ${receipt.status}.`, {
    details: { status: receipt.status, errno: receipt.errno },
  })
}

async function call(stage: Stage, callback: TriggerCallback, { source }: Occasion): Promise<void> {
  const { captures, signal } = stage
  // Whatever the callback does with these cannot be undone.
  captures.settle(source?.place)
  const result = callback({
    frame: source?.place?.frame,
    json: source?.json,
    captures: captures.toObject(),
    signal,
    send(message) {
      const sending = sendMessage(stage, message, source === undefined ? {} : { source })
      // The callback need not wait for it.
      stage.track(sending)
      return sending
    },
  })
  await stage.patience.during(
    stage.lifetime.bound(`the trigger ${callback.name || 'function'}`, Promise.resolve(result)),
  )
}

function pause(stage: Stage, delay: number, since = performance.now()): Promise<void> {
  const passed = stage.lifetime.wait<void>('a delay', ({ resolve }) => {
    const timer = setTimeout(resolve, since + delay - performance.now())
    return () => clearTimeout(timer)
  })
  return stage.patience.during(passed)
}
