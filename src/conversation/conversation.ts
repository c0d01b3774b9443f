// The builder of conversations: an immutable plan that can be run many times, many at once.
import type { Agent } from 'node:http'
import type { TlsOptions } from '../client/index.ts'
import { type Duration, Timing } from '../deadline/index.ts'
import { type Barrier, Meeting } from './barrier.ts'
import type { OutgoingMessage } from './message.ts'
import {
  type ConversationOptions,
  type ConversationPlan,
  type ExpectedClose,
  type ExpectedHandshake,
  readPlan,
} from './plan.ts'
import type { PlannedRequest } from './request.ts'
import type { ExpectedResponse } from './response.ts'
import type { ConversationResult } from './result.ts'
import type { ParameterValue } from './url.ts'

/** How a conversation is run. */
export interface RunOptions {
  /** Ends the run early, with `ERR_ABORTED`. */
  signal?: AbortSignal
  /** Values for `${name}`, beside those that the conversation captures. */
  captures?: Readonly<Record<string, unknown>>
  /** Whose scale multiplies the timeouts. Default: 1. */
  timing?: Timing
  /** Makes time pass for `never` and `noMoreFrames`: the clock of a fixture server. Default: real time. */
  clock?: { advance(milliseconds: number): void | Promise<void> }
}

/**
 * An expected exchange of WebSocket messages with any server. Immutable: each method returns a new one. Reading begins with the
 * connection and ends with it; one limit covers connecting, conversing and closing; the first failure ends everything.
 *
 * Frames may come in any order unless it is `ordered`, and each counts for one response. A frame that several fit goes to the one
 * with the most conditions; it moves later if another frame needs its place, unless something that was read from it (a
 * capture, a `${/path}`, a callback's argument) is in use by then. Triggers are pulled once, when their response first
 * has a frame.
 */
export class Conversation<Captures extends object = object> {
  readonly type = 'conversation'
  /** The values it captures, for the type checker alone. */
  declare readonly captured?: Captures
  /** @internal */
  readonly plan: ConversationPlan
  readonly #options: ConversationOptions

  /** @internal */
  constructor(options: ConversationOptions) {
    this.#options = options
    this.plan = readPlan(options)
  }

  /** The name in transcripts and messages. */
  withName(name: string): Conversation<Captures> {
    return this.#with({ name })
  }

  /** Adds to the query of the URL, percent-encoded; a name may come several times. */
  withParameter(name: string, value: ParameterValue): Conversation<Captures> {
    const { parameters = {} } = this.#options
    return this.#with({ parameters: { ...parameters, [name]: [parameters[name] ?? [], value].flat() } })
  }

  /** Adds a header of the handshake; a name may come several times. */
  withHeader(name: string, value: string): Conversation<Captures> {
    const { headers = {} } = this.#options
    return this.#with({ headers: { ...headers, [name]: [headers[name] ?? [], value].flat() } })
  }

  /** Offers a subprotocol. */
  withProtocol(name: string): Conversation<Captures> {
    return this.#with({ protocols: [...(this.#options.protocols ?? []), name] })
  }

  /** Something to send, after the messages before. One with `${name}` waits until the value is captured. */
  withMessage(message: OutgoingMessage): Conversation<Captures> {
    return this.#with({ messages: [...(this.#options.messages ?? []), message] })
  }

  /** Reaches the barrier after the messages before, and waits until it is open before those that follow. */
  withBarrier(barrier: Barrier): Conversation<Captures> {
    return this.#with({ messages: [...(this.#options.messages ?? []), barrier] })
  }

  /** A frame to expect; the same one twice needs two frames. */
  withResponse<More extends object>(expected: ExpectedResponse<More>): Conversation<Captures & More> {
    return this.#with({ responses: [...(this.#options.responses ?? []), expected] }) as Conversation<Captures & More>
  }

  /** An HTTP request to send, after the requests before. */
  withRequest<More extends object>(request: PlannedRequest<More>): Conversation<Captures & More> {
    return this.#with({ requests: [...(this.#options.requests ?? []), request] }) as Conversation<Captures & More>
  }

  /** Responses must come in the order of the plan; other frames may come between. */
  ordered(): Conversation<Captures> {
    return this.#with({ order: 'ordered' })
  }

  /** Any message that no expectation takes fails the run. */
  strict(): Conversation<Captures> {
    return this.#with({ strict: true })
  }

  /** After all else is complete, no message may come, for `within` longer (not scaled; default 0, what is on its way). */
  noMoreFrames(options: { within?: Duration } = {}): Conversation<Captures> {
    return this.#with({ noMoreFrames: options })
  }

  /** What the answer to the opening handshake must be; a status other than 101 expects the upgrade to be refused. */
  withHandshake(handshake: ExpectedHandshake): Conversation<Captures> {
    return this.#with({ handshake })
  }

  /** The server must close the connection, in this way; when `ordered`, after all responses. */
  withClose(close: ExpectedClose = {}): Conversation<Captures> {
    return this.#with({ close })
  }

  /** How long no expected frame may come, while nothing of our own is under way. `null`: no limit. Default 10 s. */
  withResponseTimeout(timeout: Duration | null): Conversation<Captures> {
    return this.#withTimeout('response', timeout)
  }

  /** How long a message may take to be written, without its delay. `null`: no limit. Default 10 s. */
  withMessageTimeout(timeout: Duration | null): Conversation<Captures> {
    return this.#withTimeout('message', timeout)
  }

  /** How long an HTTP request or a push may take as a whole. `null`: no limit. Default 10 s. */
  withRequestTimeout(timeout: Duration | null): Conversation<Captures> {
    return this.#withTimeout('request', timeout)
  }

  /** How long everything may take, connecting and closing included. `null`: no limit. Default 60 s. */
  withTestTimeout(timeout: Duration | null): Conversation<Captures> {
    return this.#withTimeout('test', timeout)
  }

  /** How a TLS server is verified, for WebSocket and HTTP. Default: as Node does, certificate and host name. */
  withTls(tls: TlsOptions): Conversation<Captures> {
    return this.#with({ tls })
  }

  /** What makes the TCP connection, such as through a proxy. */
  withAgent(agent: Agent): Conversation<Captures> {
    return this.#with({ agent })
  }

  /**
   * Runs it, and leaves nothing open.
   *
   * @returns How it went. An expectation that is not met does not throw: see `ok` and `assertOk()`.
   * @throws PushwrightError `ERR_OPTION` if it cannot be run, such as for `${name}` that nothing captures; `ERR_ABORTED`.
   *
   * @example
   * ```ts
   * const result = await conversation('wss://chat.example/')
   *   .withMessage(message().withAttribute('type', 'hello'))
   *   .withResponse(response().withAttribute('/type', 'welcome').withCapture('user', '/user', Number))
   *   .run()
   * result.assertOk()
   * result.captures.user // a number
   * ```
   */
  async run(options: RunOptions = {}): Promise<ConversationResult<Captures>> {
    const { timing = new Timing(), signal, captures = {}, clock } = options
    const { runPlan } = await import('./run/run.ts')
    const result = await runPlan(this.plan, { timing, signal, captures, clock, meeting: new Meeting() })
    if (result.failure?.phase === 'aborted') throw result.failure.error
    return result as ConversationResult<Captures>
  }

  /** As in failures. */
  toString(): string {
    return `conversation of ${this.plan.name}`
  }

  #withTimeout(name: 'response' | 'message' | 'request' | 'test', timeout: Duration | null): Conversation<Captures> {
    return this.#with({ timeouts: { ...this.#options.timeouts, [name]: timeout } })
  }

  #with(options: Partial<ConversationOptions>): Conversation<Captures> {
    return new Conversation({ ...this.#options, ...options })
  }
}

/**
 * A conversation with a WebSocket server.
 *
 * @param url - `ws:` or `wss:`, or the whole conversation as a plain object.
 * @throws PushwrightError `ERR_OPTION` for a URL, a duration or a count that is none.
 *
 * @example
 * ```ts
 * await expect(
 *   conversation('wss://chat.example/')
 *     .withMessage(message().withAttribute('type', 'hello'))
 *     .withResponse(response().withAttribute('/type', 'welcome')),
 * ).toComplete()
 * ```
 */
export function conversation(url: string): Conversation
export function conversation(options: ConversationOptions): Conversation<Record<string, unknown>>
export function conversation(given: string | ConversationOptions): Conversation {
  return new Conversation(typeof given === 'string' ? { url: given } : given)
}
