// One run of a conversation: a scope in which the first failure ends everything, and which leaves nothing behind.
import { Deadline, type Settle, type Timing } from '../../deadline/index.ts'
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
import type { FilledRequest, PlannedRequest, RequestAnswer } from '../request.ts'
import { type ConversationClose, type ConversationFailure, ConversationResult, type FailurePhase } from '../result.ts'
import { Captures, sourceIn } from './captures.ts'
import { handshakeDifferences } from './handshake.ts'
import { HttpSide } from './http.ts'
import { asPushwrightError, type LaneSink, Lanes } from './lanes.ts'
import { outcomeOf } from './outcome.ts'
import { Patience } from './patience.ts'
import type { Occasion, Stage } from './perform.ts'
import { ConversationSocket, type Handshake, type SocketSink } from './socket.ts'
import { Waits } from './waits.ts'

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

class Run implements Stage, SocketSink, LaneSink {
  readonly captures: Captures
  readonly meeting: Meeting
  readonly lifetime: Deadline
  readonly waits: Waits = new Waits()
  readonly patience: Patience
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
  #frameBytes = 0
  readonly #lanes: Lanes
  readonly #answers: RequestAnswer[] = []
  readonly #started: ConversationResult[] = []
  #waiting: readonly string[] = []
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
    this.#http = new HttpSide(plan.tls, plan.limits.body)
    this.lifetime = Deadline.after(Number.POSITIVE_INFINITY, { signal: this.#stop.signal })
    this.patience = new Patience(this.#matching, setting.timing, (error) => this.fail('receive', error))
    this.#lanes = new Lanes(this, this, setting.ready)
    this.#deadline = setting.timing.deadline({ timeout: plan.timeouts.test, signal: setting.signal })
  }

  async execute(): Promise<ConversationResult> {
    this.#socket = new ConversationSocket(this, this.#url, this.#headers, this.#plan)
    try {
      await this.#until('the conversation to complete', () => {})
      if (this.#failure === undefined) await this.#listenOn()
    } catch (error) {
      this.fail(isPushwrightError(error, 'ERR_ABORTED') ? 'aborted' : 'test', error)
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
    await this.patience.during(
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

  async exchange(request: PlannedRequest, filled: FilledRequest): Promise<RequestAnswer> {
    this.#record('request', `${request.method} ${filled.url}`, 'sent')
    const answer = await this.patience.during(this.#http.send(request, filled, this.requestDeadline()))
    this.#record('response', `${answer.status}`, 'received')
    this.#answers.push(answer)
    return answer
  }

  begin(conversation: Conversation, occasion: Occasion): void {
    const { timing, clock } = this.#setting
    this.captures.settle()
    const running = runPlan(conversation.plan, {
      timing,
      clock,
      meeting: this.meeting,
      signal: this.signal,
      captures: this.captures.toObject(),
    })
    this.#lanes.track(
      running.then(
        (result) => {
          this.#started.push(result)
          if (result.failure !== undefined) this.#lanes.failTrigger(conversation, occasion, result.failure.error)
        },
        (error) => this.#lanes.failTrigger(conversation, occasion, error),
      ),
    )
  }

  follow(request: PlannedRequest, answer: RequestAnswer): void {
    this.#lanes.pull(request.triggers, { source: { json: answer.json }, of: request, since: performance.now() })
  }

  note(text: string): void {
    this.#record('note', text)
  }

  track(work: Promise<unknown>): void {
    this.#lanes.track(work)
  }

  /** The first failure ends everything. */
  fail(phase: FailurePhase, error: unknown): void {
    if (this.#failure !== undefined) return
    this.#failure = { phase, error: asPushwrightError(error) }
    this.#waiting = this.waits.describe()
    this.#stop.abort(over)
    this.#settle?.resolve()
  }

  /** Completes the run if nothing is missing and nothing is under way. */
  onEnd(): void {
    if (this.#state !== 'conversing' || !this.#wasOpen || !this.#lanes.areDone || this.#matching.missing > 0) return
    this.#state = 'listening'
    this.#settle?.resolve()
  }

  onHandshake(handshake: Handshake): void {
    this.#handshake = handshake
    const { status } = handshake
    const differences = handshakeDifferences(handshake, this.#plan.handshake)
    if (status !== 101) this.#record('note', `the upgrade is refused with ${status}`)
    if (differences.length > 0) {
      this.fail(
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
    this.patience.start(this.#plan.timeouts.response)
    const { ready } = this.#setting
    const { messages, requests } = this.#plan
    if (ready !== undefined) this.meeting.reach(ready)
    this.#lanes.begin('send', messages)
    this.#lanes.begin('request', requests)
    this.onEnd()
  }

  onError(error: PushwrightError): void {
    this.#record('note', error.message)
    this.#socketError = error
    const isRefused = this.#handshake !== undefined && this.#handshake.status !== 101
    if (!this.#wasOpen && !isRefused) this.fail('connect', error)
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
    this.#frameBytes += data.byteLength
    const excess = this.#excess()
    if (excess !== undefined) {
      this.fail('receive', excess)
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
    const isUnfinished = this.#matching.missing > 0 || this.#lanes.areSending
    if (this.#state === 'conversing' && isUnfinished) this.fail('close', this.#closedError())
    if (this.#state === 'listening') this.#settle?.resolve()
    this.#onClosed?.()
  }

  /** What is too much, now that one more frame is here. */
  #excess(): PushwrightError | undefined {
    const { frames, bytes } = this.#plan.limits
    if (this.#frames.length >= frames) {
      return new PushwrightError('ERR_LIMIT', `More than ${frames} frames came. Raise \`limits.frames\`.`)
    }
    if (this.#frameBytes > bytes) {
      return new PushwrightError('ERR_LIMIT', `Frames of more than ${bytes} bytes came. Raise \`limits.bytes\`.`)
    }
    return undefined
  }

  #take(frame: ReceivedFrame): void {
    this.#frames.push(frame)
    if (this.#failure !== undefined) return
    const offender = this.#plan.forbidden.find((response) => response.fits(frame))
    if (offender !== undefined) {
      this.fail('unexpected', unexpectedError(`no ${offender.description}`, frame))
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
      this.fail('receive', error)
      return
    }
    // What comes after the last that was needed may be taken, but begins nothing.
    if (this.#state !== 'conversing') return
    this.patience.progress()
    for (const place of changed) this.#pull(place)
    this.onEnd()
  }

  #onUnexpected(frame: ReceivedFrame): void {
    if (!frame.isMessage) return
    if (this.#plan.strict) this.fail('unexpected', unexpectedError('nothing but the responses of the plan', frame))
    else if (this.#plan.noMoreFrames && this.#state !== 'conversing') {
      this.fail('unexpected', unexpectedError('no more frames', frame))
    }
  }

  #capture(place: Place): void {
    for (const [name, value] of place.seat.response.captures(place.frame)) this.captures.set(name, value, place)
  }

  #pull(place: Place): void {
    const { response } = place.seat
    if (place.isTriggered || response.triggers.length === 0) return
    place.isTriggered = true
    const occasion = { source: sourceIn(place), of: response, since: performance.now() }
    const lanes = response.parallel ? response.triggers.map((action) => [action]) : [response.triggers]
    for (const actions of lanes) this.#lanes.pull(actions, occasion)
  }

  #refusedAsExpected(): void {
    const { ready } = this.#setting
    if (ready !== undefined) this.meeting.reach(ready)
    this.#settle?.resolve()
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
      await this.#deadline.bound('the clock to advance', Promise.resolve(clock.advance(quiet)))
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
    this.patience.stop()
    await this.#lanes.settled()
    await Promise.all([this.#endConnection(), this.#http.close()])
  }

  async #endConnection(): Promise<void> {
    const socket = this.#socket
    if (socket === undefined || socket.isClosed) return
    const closed = new Promise<void>((resolve) => {
      this.#onClosed = resolve
    })
    const isHurried = this.#failure?.phase === 'aborted' || this.#failure?.phase === 'test' || socket.isConnecting
    if (isHurried) socket.terminate()
    else if (socket.isOpen) this.close(1000, '')
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
    return new ConversationResult({
      ...outcomeOf(this.#matching, this.#frames),
      name: this.#plan.name,
      origin: originOf(this.#url),
      failure: this.#failure,
      waiting: this.#waiting,
      unsent: this.#unsent(),
      failedTriggers: this.#lanes.failedTriggers,
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
    const { messages, requests } = this.#plan
    return this.#wasOpen ? this.#lanes.unsent : [...messages, ...requests]
  }
}

/** Why waits of a run end with it. One for all, since an error costs its stack. */
const over = new PushwrightError('ERR_ABORTED', 'The conversation is over.')

const quietPing = 'pushwright: quiet?'

function unexpectedError(expected: string, frame: ReceivedFrame): PushwrightError {
  return new PushwrightError('ERR_UNEXPECTED', `Expected ${expected}, got ${frame}.`, {
    details: { frame: frame.index },
  })
}

/** Scheme and host, without the credentials that a URL may carry. */
function originOf(url: string): string {
  const { protocol, host } = new URL(url)
  return `${protocol}//${host}`
}
