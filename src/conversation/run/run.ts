// One run of a conversation: a scope in which the first failure ends everything, and which leaves nothing behind.
import { Deadline, formatDuration, type Settle, type Timing } from '../../deadline/index.ts'
import { isPushwrightError, PushwrightError } from '../../errors/index.ts'
import { now, Transcript, type TranscriptEvent } from '../../transcript/index.ts'
import type { Action } from '../actions.ts'
import type { Barrier, Meeting } from '../barrier.ts'
import type { Conversation } from '../conversation.ts'
import { type FrameKind, ReceivedFrame } from '../frame.ts'
import type { Matching, Place } from '../matching/matching.ts'
import { OrderedMatching } from '../matching/ordered.ts'
import { UnorderedMatching } from '../matching/unordered.ts'
import type { OutgoingFrame } from '../message.ts'
import type { ConversationPlan } from '../plan.ts'
import type { FilledRequest, HttpAnswer, HttpRequest } from '../request.ts'
import type { ExpectedResponse } from '../response.ts'
import {
  type ConversationClose,
  type ConversationFailure,
  ConversationResult,
  type FailedTrigger,
  type FailurePhase,
} from '../result.ts'
import { Captures } from './captures.ts'
import { handshakeDifferences } from './handshake.ts'
import { HttpSide } from './http.ts'
import { type Occasion, perform, type Stage, waitAt } from './perform.ts'
import { ConversationSocket, type Handshake, type SocketSink } from './socket.ts'

/** What a run is given beside its plan. @internal */
export interface RunSetting {
  readonly timing: Timing
  readonly signal: AbortSignal | undefined
  readonly captures: Readonly<Record<string, unknown>>
  readonly meeting: Meeting
  /** What all must have reached before anyone says something. */
  readonly ready?: Barrier
  /** Makes time pass while nothing may come. */
  readonly clock?: { advance(milliseconds: number): void | Promise<void> } | undefined
}

/** Things to do one after the other. */
interface Lane {
  readonly phase: 'send' | 'request' | 'trigger'
  readonly actions: readonly Action[]
  readonly occasion: Occasion
  /** Whose triggers these are. */
  readonly of?: ExpectedResponse | HttpRequest
  /** The first that is not done. */
  next: number
}

/** How long a polite close may take before the connection is cut, before scaling. */
const closeTimeout = 1000

/**
 * Runs a plan once.
 *
 * @throws PushwrightError `ERR_OPTION` if the plan cannot be run: a URL that is none, a placeholder without a value. @internal
 */
export function runPlan(plan: ConversationPlan, setting: RunSetting): Promise<ConversationResult> {
  return new Run(plan, setting).execute()
}

class Run implements Stage, SocketSink {
  readonly captures: Captures
  readonly meeting: Meeting
  readonly lifetime: Deadline
  readonly #plan: ConversationPlan
  readonly #setting: RunSetting
  readonly #url: string
  readonly #headers: Record<string, string | string[]>
  readonly #matching: Matching
  readonly #transcript: Transcript
  readonly #stop = new AbortController()
  readonly #deadline: Deadline
  readonly #http: HttpSide
  readonly #frames: ReceivedFrame[] = []
  readonly #lanes: Lane[] = []
  readonly #failedTriggers: FailedTrigger[] = []
  readonly #answers: HttpAnswer[] = []
  readonly #started: ConversationResult[] = []
  /** Lanes and started conversations that have not ended. */
  readonly #work = new Set<Promise<void>>()
  /** What lanes wait for. */
  readonly #holds = new Set<() => string>()
  #waiting: readonly string[] = []
  #open = 0
  /** Things of our own under way; meanwhile nobody is late. */
  #busy = 0
  #state: 'conversing' | 'listening' | 'ending' = 'conversing'
  #settle: Settle<void> | undefined
  #socket: ConversationSocket | undefined
  #handshake: Handshake | undefined
  #wasOpen = false
  #socketError: PushwrightError | undefined
  #close: ConversationClose | undefined
  #onClosed: (() => void) | undefined
  #onQuietPong: (() => void) | undefined
  #failure: ConversationFailure | undefined
  #idle: NodeJS.Timeout | undefined
  #limits: NodeJS.Timeout[] = []

  constructor(plan: ConversationPlan, setting: RunSetting) {
    this.#plan = plan
    this.#setting = setting
    this.meeting = setting.meeting
    this.#matching =
      plan.order === 'ordered'
        ? new OrderedMatching(plan.responses, plan.strict ? 'none' : 'out')
        : new UnorderedMatching(plan.responses)
    this.captures = new Captures(setting.captures, plan.captureNames, this.#matching)
    for (const action of [...plan.messages, ...plan.requests]) {
      if (action.type !== 'barrier') this.captures.requireDeclared(action.names)
    }
    this.#url = plan.url.fill(this.captures.scope())
    this.#headers = plan.headers.fill(this.captures.scope())
    this.#transcript = new Transcript({ limit: plan.limits.transcript })
    this.#http = new HttpSide(plan.tls)
    this.lifetime = Deadline.after(Number.POSITIVE_INFINITY, { signal: this.#stop.signal })
    this.#deadline = setting.timing.deadline({ timeout: plan.timeouts.test, signal: setting.signal })
  }

  async execute(): Promise<ConversationResult> {
    try {
      await this.#until('the conversation to complete', () => {
        this.#socket = new ConversationSocket(this, this.#url, this.#headers, this.#plan)
      })
      if (this.#failure === undefined) await this.#listenOn()
    } catch (error) {
      if (isPushwrightError(error, 'ERR_OPTION')) throw error
      this.#fail(isPushwrightError(error, 'ERR_ABORTED') ? 'aborted' : 'test', error)
    }
    await this.#end()
    return this.#result()
  }

  get signal(): AbortSignal {
    return this.#stop.signal
  }

  requestDeadline(): Deadline {
    return this.#within(this.#plan.timeouts.request)
  }

  async send(frame: OutgoingFrame): Promise<void> {
    const socket = this.#socket as ConversationSocket
    if (!socket.isOpen) throw this.#closedError()
    const { kind, data } = frame
    const text = typeof data === 'string' ? data : `${data.byteLength} bytes`
    this.#record(kind === 'ping' || kind === 'pong' ? kind : 'frame', text, 'sent')
    await this.occupied(
      this.#within(this.#plan.timeouts.message).wait<void>('a message to be written', ({ resolve, reject }) => {
        socket.send(frame, (error) => (error ? reject(this.#closedError(error)) : resolve()))
        return undefined
      }),
    )
  }

  close(code: number, reason: string): void {
    this.#record('close', `${code} ${reason}`.trimEnd(), 'sent')
    this.#socket?.close(code, reason)
  }

  async exchange(request: HttpRequest, filled: FilledRequest): Promise<HttpAnswer> {
    this.#record('request', `${request.method} ${filled.url}`, 'sent')
    const answer = await this.occupied(this.#http.send(request, filled, this.requestDeadline()))
    this.#record('response', `${answer.status}`, 'received')
    this.#answers.push(answer)
    return answer
  }

  begin(conversation: Conversation): void {
    const { timing, clock } = this.#setting
    this.captures.settle()
    const running = runPlan(conversation.plan, {
      timing,
      clock,
      meeting: this.meeting,
      signal: this.signal,
      captures: this.captures.toObject(),
    })
    this.#track(running, (result) => {
      this.#started.push(result)
      if (result.failure !== undefined) this.#fail('trigger', result.failure.error)
    })
  }

  follow(request: HttpRequest, answer: HttpAnswer): void {
    if (request.triggers.length === 0) return
    const occasion = { source: { json: answer.json }, since: performance.now() }
    this.#startLane({ phase: 'trigger', actions: request.triggers, occasion, of: request, next: 0 })
  }

  note(text: string): void {
    this.#record('note', text)
  }

  async held<T>(what: () => string, work: Promise<T>): Promise<T> {
    this.#holds.add(what)
    try {
      return await work
    } finally {
      this.#holds.delete(what)
    }
  }

  /** While we are at work ourselves, nobody else is late. */
  async occupied<T>(work: Promise<T>): Promise<T> {
    this.#busy++
    try {
      return await work
    } finally {
      this.#busy--
      this.#idle?.refresh()
    }
  }

  onHandshake(handshake: Handshake): void {
    this.#handshake = handshake
    const { status } = handshake
    const differences = handshakeDifferences(handshake, this.#plan.handshake)
    if (status !== 101) this.#record('note', `the upgrade is refused with ${status}`)
    if (differences.length > 0) {
      this.#fail(
        'handshake',
        new PushwrightError('ERR_CONNECT', `The answer to the handshake is another: ${differences.join('; ')}.`, {
          details: { status },
        }),
      )
    } else if (status !== 101) this.#refusedAsExpected()
  }

  onOpen(): void {
    this.#record('open', originOf(this.#url))
    if (this.#state === 'ending') return
    this.#wasOpen = true
    this.#startTimers()
    const { ready } = this.#setting
    const { messages, requests } = this.#plan
    if (ready !== undefined) this.meeting.reach(ready)
    if (messages.length > 0) this.#startLane({ phase: 'send', actions: messages, occasion: {}, next: 0 })
    if (requests.length > 0) this.#startLane({ phase: 'request', actions: requests, occasion: {}, next: 0 })
    this.#completeIfDone()
  }

  onError(error: PushwrightError): void {
    this.#record('note', error.message)
    this.#socketError = error
    const isRefused = this.#handshake !== undefined && this.#handshake.status !== 101
    if (!this.#wasOpen && !isRefused) this.#fail('connect', error)
  }

  onFrame(kind: FrameKind, data: Buffer): void {
    const text = data.toString('utf8')
    const at = this.#record(
      kind === 'text' || kind === 'binary' ? 'frame' : (kind as 'ping' | 'pong'),
      kind === 'binary' ? `${data.byteLength} bytes` : text,
      'received',
    )
    if (kind === 'pong' && text === quietPing && this.#onQuietPong !== undefined) {
      this.#onQuietPong()
      return
    }
    if (this.#frames.length >= this.#plan.limits.frames) {
      this.#fail(
        'receive',
        new PushwrightError('ERR_LIMIT', `More than ${this.#plan.limits.frames} frames came. Raise \`limits.frames\`.`),
      )
      return
    }
    this.#take(new ReceivedFrame(this.#frames.length, kind, at, text, kind === 'text' ? undefined : data))
  }

  onClose(code: number, reasonBytes: Buffer): void {
    const reason = reasonBytes.toString('utf8')
    const at = this.#record('close', `${code} ${reason}`.trimEnd(), 'received')
    // A connection that was refused or never made has nothing to close.
    if (this.#handshake?.status === 101) {
      this.#close = { code, reason }
      this.#take(new ReceivedFrame(this.#frames.length, 'close', at, reason, reasonBytes, { code, reason }))
    }
    const isUnfinished =
      this.#matching.missing > 0 ||
      this.#lanes.some(({ phase, next, actions }) => phase === 'send' && next < actions.length)
    if (this.#state === 'conversing' && isUnfinished) this.#fail('close', this.#closedError())
    if (this.#state === 'listening') this.#settle?.resolve()
    this.#onClosed?.()
  }

  #take(frame: ReceivedFrame): void {
    this.#frames.push(frame)
    if (this.#failure !== undefined) return
    const offender = this.#plan.forbidden.find((response) => response.fits(frame))
    if (offender !== undefined) {
      this.#fail('unexpected', unexpectedError(`no ${String(offender).replace('response ', '')}`, frame))
      return
    }
    const changed = this.#matching.add(frame)
    if (changed.length === 0) {
      this.#onUnexpected(frame)
      return
    }
    try {
      for (const place of changed) this.#capture(place)
    } catch (error) {
      this.#fail('receive', error)
      return
    }
    // What comes after the last that was needed may be taken, but begins nothing.
    if (this.#state !== 'conversing') return
    this.#idle?.refresh()
    for (const place of changed) this.#pull(place)
    this.#completeIfDone()
  }

  #onUnexpected(frame: ReceivedFrame): void {
    if (!frame.isMessage) return
    if (this.#plan.strict) this.#fail('unexpected', unexpectedError('nothing but the responses of the plan', frame))
    else if (this.#plan.noMoreFrames && this.#state !== 'conversing') {
      this.#fail('unexpected', unexpectedError('no more frames', frame))
    }
  }

  #capture(place: Place): void {
    for (const [name, value] of place.seat.response.captures(place.frame)) this.captures.set(name, value, place)
  }

  #pull(place: Place): void {
    const { response } = place.seat
    if (place.isTriggered || response.triggers.length === 0) return
    place.isTriggered = true
    const { frame } = place
    const occasion = { source: { json: frame.json, place }, frame, since: performance.now() }
    const lanes = response.parallel ? response.triggers.map((action) => [action]) : [response.triggers]
    for (const actions of lanes) this.#startLane({ phase: 'trigger', actions, occasion, of: response, next: 0 })
  }

  #startLane(lane: Lane): void {
    this.#lanes.push(lane)
    this.#track(this.#walk(lane), () => {})
  }

  /** Keeps count of what must end before the run does. */
  #track<T>(work: Promise<T>, done: (value: T) => void): void {
    this.#open++
    const tracked = work
      .then(done, (error) => this.#fail('trigger', error))
      .then(() => {
        this.#open--
        this.#work.delete(tracked)
        this.#completeIfDone()
      })
    this.#work.add(tracked)
  }

  async #walk(lane: Lane): Promise<void> {
    try {
      if (lane.of === undefined && this.#setting.ready !== undefined && !this.meeting.isOpen(this.#setting.ready)) {
        await waitAt(this, this.#setting.ready)
      }
      for (; lane.next < lane.actions.length; lane.next++) {
        const action = lane.actions[lane.next] as Action
        const doing = perform(this, action, lane.occasion)
        if (doing !== undefined) await doing
        const isStep = typeof action !== 'function' && action.type === 'barrier' && lane.of === undefined
        if (isStep && !this.meeting.isOpen(action)) await waitAt(this, action)
      }
    } catch (error) {
      this.#laneFailed(lane, error)
    }
  }

  #laneFailed(lane: Lane, error: unknown): void {
    if (this.#failure !== undefined || this.#stop.signal.aborted) return
    if (lane.of !== undefined) {
      this.#failedTriggers.push({ action: lane.actions[lane.next] as Action, of: lane.of, error })
      lane.next++
    }
    this.#fail(lane.phase, error)
  }

  #completeIfDone(): void {
    if (this.#state !== 'conversing' || this.#open > 0 || this.#matching.missing > 0) return
    if (!this.#wasOpen) return
    this.#state = 'listening'
    this.#settle?.resolve()
  }

  #refusedAsExpected(): void {
    const { ready } = this.#setting
    if (ready !== undefined) this.meeting.reach(ready)
    this.#settle?.resolve()
  }

  #fail(phase: FailurePhase, error: unknown): void {
    if (this.#failure !== undefined) return
    this.#failure = { phase, error: isPushwrightError(error) ? error : failedError(error) }
    this.#waiting = [...this.#holds].map((what) => what())
    this.#stop.abort(over)
    this.#settle?.resolve()
  }

  #startTimers(): void {
    const { timing } = this.#setting
    const { response } = this.#plan.timeouts
    const idle = Math.min(response * timing.scale, longestTimer)
    this.#idle = setTimeout(() => this.#onIdle(response * timing.scale), idle)
    for (const seat of this.#matching.seats) {
      const { timeout, count } = seat.response
      if (timeout * timing.scale > longestTimer) continue
      const check = (): void => {
        if (seat.places.length < count.min)
          this.#fail('receive', lateError(String(seat.response), timeout * timing.scale))
      }
      this.#limits.push(setTimeout(check, timeout * timing.scale))
    }
  }

  #onIdle(waited: number): void {
    const isLate = this.#matching.missing > 0 && this.#busy === 0 && Number.isFinite(waited)
    if (isLate) this.#fail('receive', lateError('an expected frame', waited))
    else this.#idle?.refresh()
  }

  #until(what: string, start: () => void): Promise<void> {
    return this.#deadline.wait<void>(what, (settle) => {
      this.#settle = settle
      start()
      return undefined
    })
  }

  /** Nothing may come now: first what is on its way, then for a while. */
  async #listenOn(): Promise<void> {
    const { quiet } = this.#plan
    const { clock } = this.#setting
    if (quiet === undefined || !this.#socket?.isOpen) return
    await this.#flush()
    if (quiet === 0 || this.#failure !== undefined) return
    if (clock !== undefined) {
      await clock.advance(quiet)
      await this.#flush()
      return
    }
    let timer: NodeJS.Timeout | undefined
    await this.#until('quiet', () => {
      timer = setTimeout(() => this.#settle?.resolve(), quiet)
    }).finally(() => clearTimeout(timer))
  }

  /** A ping and its pong: what the server sent before is read then. */
  async #flush(): Promise<void> {
    if (!this.#socket?.isOpen) return
    await this.#until('the pong of the server', () => {
      this.#onQuietPong = () => this.#settle?.resolve()
      this.#record('ping', quietPing, 'sent')
      this.#socket?.send({ kind: 'ping', data: quietPing }, () => {})
    })
    this.#onQuietPong = undefined
  }

  async #end(): Promise<void> {
    this.#state = 'ending'
    this.#stop.abort(over)
    clearTimeout(this.#idle)
    for (const timer of this.#limits) clearTimeout(timer)
    await Promise.all([...this.#work])
    await Promise.all([this.#endConnection(), this.#http.close()])
  }

  async #endConnection(): Promise<void> {
    const socket = this.#socket
    if (socket === undefined || socket.isClosed) return
    const closed = new Promise<void>((resolve) => {
      this.#onClosed = resolve
    })
    const isHurried = this.#failure?.phase === 'aborted' || this.#failure?.phase === 'test' || !socket.isOpen
    if (isHurried) socket.terminate()
    else this.close(1000, '')
    const patience = Math.min(this.#deadline.remaining(), closeTimeout * this.#setting.timing.scale)
    try {
      await Deadline.after(patience).bound('the connection to close', closed)
    } catch {
      // The server does not answer Close in time: it was to go, so it goes.
      socket.terminate()
      await closed
    }
  }

  #within(timeout: number): Deadline {
    return this.#setting.timing.deadline({ timeout, signal: this.#stop.signal })
  }

  #closedError(cause: unknown = this.#socketError): PushwrightError {
    const { code, reason } = this.#close ?? { code: 1005, reason: '' }
    const how = this.#close === undefined ? 'is closing' : `was closed with ${code}${reason && ` "${reason}"`}`
    const before = this.#matching.missing > 0 ? ` before ${this.#matching.missing} expected frames came` : ''
    return new PushwrightError('ERR_CLOSED', `The connection of ${this.#plan.name} ${how}${before}.`, {
      cause,
      details: { closeCode: code, closeReason: reason },
    })
  }

  #record(kind: TranscriptEvent['kind'], text: string, direction?: 'sent' | 'received'): number {
    const at = now()
    const event = { at, actor: this.#plan.name, peer: 'server', kind, text }
    this.#transcript.record(direction === undefined ? event : { ...event, direction })
    return at
  }

  #result(): ConversationResult {
    const matches = new Map<ExpectedResponse, ReceivedFrame[]>()
    const taken = new Set<ReceivedFrame>()
    for (const { response, places } of this.#matching.seats) {
      const frames = matches.get(response) ?? []
      matches.set(response, frames)
      for (const { frame } of places) {
        frames.push(frame)
        taken.add(frame)
      }
    }
    return new ConversationResult({
      name: this.#plan.name,
      origin: originOf(this.#url),
      failure: this.#failure,
      expected: this.#matching.seats.length,
      pending: this.#matching.seats
        .filter(({ response, places }) => places.length < response.count.min)
        .map(({ response }) => response),
      waiting: this.#waiting,
      unsent: this.#unsent(),
      failedTriggers: this.#failedTriggers,
      unexpected: this.#frames.filter((frame) => frame.isMessage && !taken.has(frame)),
      frames: this.#frames,
      matches,
      captures: this.captures.toObject(),
      close: this.#close,
      handshake: this.#handshake,
      transcript: this.#transcript,
      requests: this.#answers,
      started: this.#started,
    })
  }

  /** What no lane came to, or all of it if the connection never opened. */
  #unsent(): Action[] {
    const rest = this.#lanes.flatMap(({ actions, next }) => actions.slice(next))
    const { messages, requests } = this.#plan
    return this.#wasOpen ? rest : [...messages, ...requests]
  }
}

/** Why waits of a run end with it. One for all, since an error costs its stack. */
const over = new PushwrightError('ERR_ABORTED', 'The conversation is over.')

const quietPing = 'pushwright: quiet?'

/** Longest delay that `setTimeout` takes. */
const longestTimer = 0x7fff_ffff

function lateError(what: string, waited: number): PushwrightError {
  return new PushwrightError('ERR_TIMEOUT', `Waited ${formatDuration(waited)} for ${what}.`, {
    details: { timeout: waited, awaited: what },
  })
}

function unexpectedError(expected: string, frame: ReceivedFrame): PushwrightError {
  return new PushwrightError('ERR_UNEXPECTED', `Expected ${expected}, got ${frame}.`, {
    details: { frame: frame.index },
  })
}

function failedError(cause: unknown): PushwrightError {
  return new PushwrightError('ERR_UNEXPECTED', cause instanceof Error ? cause.message : String(cause), { cause })
}

/** Scheme and host, without the credentials that a URL may carry. */
function originOf(url: string): string {
  const { protocol, host } = new URL(url)
  return `${protocol}//${host}`
}
