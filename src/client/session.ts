// One session of the autopush protocol: opens the WebSocket, sends requests, tells replies apart from what comes in between.
import { randomUUID } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { type Deadline, Timing, type WaitObserver, type WaitOptions } from '../deadline/index.ts'
import { PushwrightError } from '../errors/index.ts'
import {
  AckCode,
  type BroadcastMap,
  type ClientMessage,
  CloseCode,
  encodeClientMessage,
  frameLimit,
  type HelloReply,
  type HelloRequest,
  NackCode,
  type NotificationMessage,
  parseServerMessage,
  type RegisterReply,
  type ServerMessage,
  UnregisterCode,
  type UnregisterReply,
} from '../protocol/index.ts'
import { now, Transcript } from '../transcript/index.ts'
import { type CloseDetails, Connection, type ConnectionSink, type TlsOptions } from './connection.ts'
import type { Notification } from './notification.ts'
import { Replies } from './replies.ts'
import type { Subscription } from './subscription.ts'

/** What a {@link PushClient} emits. */
export interface PushClientEvents {
  /** Every message of the service, replies included. */
  message: [message: ServerMessage]
  notification: [notification: Notification]
  broadcast: [broadcasts: BroadcastMap]
  /** A channel is about to be registered. */
  register: [channelID: string]
  /** A subscription was made. */
  subscribe: [subscription: Subscription]
  /** The service confirmed that a channel is given up. */
  unregister: [channelID: string]
  /** A frame that is not a message of the protocol; it is in the transcript. */
  invalid: [error: PushwrightError, text: string]
  close: [close: CloseDetails]
}

/** How a {@link PushClient} connects. */
export interface PushClientOptions {
  /** The connection endpoint: a `ws:` or `wss:` URL. */
  url: string
  /** The name in transcripts and messages. Default `client`. */
  name?: string
  /** A UAID to resume. Default none, so the service assigns one. */
  uaid?: string
  /** The default timeout of every wait, and the scale. Default 5 s, 1. */
  timing?: Timing
  /** Acknowledge each notification as it comes: code 100, or 102 for an unknown channel. Default `true`. */
  autoAck?: boolean
  /** How a TLS service is verified. Default: Node's own certificate store. */
  tls?: TlsOptions
  /** Additional headers of the handshake. */
  headers?: Record<string, string>
  /** WebSocket subprotocols to offer. Default none; services that choose none are refused by `ws` if one is offered. */
  protocols?: string[]
  /** Makes time pass for `expectNone({ within })`: the clock of a fixture server. Default: real time. */
  clock?: { advance(milliseconds: number): void | Promise<void> }
  /** `inbox`: notifications kept untaken, default 10,000. `transcript`: events kept, default 1,000. `frame`: largest frame in bytes, default 1 MiB. */
  limits?: { inbox?: number; transcript?: number; frame?: number }
}

const cutOff: CloseDetails = { code: CloseCode.Abnormal, reason: '', wasClean: false }

/** The protocol part of a push client; {@link PushClient} adds subscriptions and expectations. */
export abstract class Session extends EventEmitter<PushClientEvents> implements WaitObserver {
  /** What a connection still says after the next one was begun is of no interest. */
  static readonly #sink: ConnectionSink<Session> = {
    onText: (session, connection, text, at) => {
      if (connection === session.#connection) session.#receive(text, at)
    },
    onPong: (session, connection, payload) => {
      if (connection === session.#connection) session.#onPong(payload)
    },
    onClose: (session, connection, close) => {
      if (connection === session.#connection && session.#closed === undefined) session.#onClose(close)
    },
  }

  readonly name: string
  readonly url: string
  /** Both directions, every frame. */
  readonly transcript: Transcript
  protected readonly timing: Timing
  readonly #options: PushClientOptions
  readonly #replies = new Replies()
  #connection: Connection<Session> | undefined
  /** Flushes under way by the payload of their ping, oldest first. */
  #pongs: Map<string, () => void> | undefined
  #pings = 0
  #uaid: string | undefined
  #closed: CloseDetails | undefined

  constructor(options: PushClientOptions) {
    super()
    // Every wait listens for the end, and there may be many.
    this.setMaxListeners(0)
    this.#options = options
    this.name = options.name ?? 'client'
    this.url = options.url
    this.#uaid = options.uaid
    this.timing = options.timing ?? new Timing()
    this.transcript = new Transcript({ limit: options.limits?.transcript ?? 1000 })
  }

  /** The id the service gave at `hello`, 32 hexadecimal digits; `undefined` before. */
  get uaid(): string | undefined {
    return this.#uaid
  }

  /** Whether the WebSocket is open. */
  get isConnected(): boolean {
    return this.#connection?.isOpen ?? false
  }

  /** How the last connection ended; `undefined` while it is open. */
  get closed(): CloseDetails | undefined {
    return this.#closed
  }

  /**
   * Opens the WebSocket. `hello` is a call of its own.
   *
   * @throws PushwrightError `ERR_STATE` if it is open, `ERR_CONNECT` if the service refuses, `ERR_TIMEOUT`, `ERR_ABORTED`,
   *   `ERR_OPTION` for a URL that is none.
   */
  async connect(options: WaitOptions = {}): Promise<void> {
    if (this.isConnected || this.#connection?.isConnecting) {
      throw new PushwrightError(
        'ERR_STATE',
        `${this.name} is connected already, or about to be. Call \`reconnect()\`, or \`disconnect()\` first.`,
      )
    }
    const deadline = this.deadline(options)
    // A connection that was cut off and has not told so yet is of no interest any more.
    if (this.#connection !== undefined && this.#closed === undefined) this.#onClose(cutOff)
    const { limits, headers, protocols, tls } = this.#options
    const connection = new Connection<Session>(this, Session.#sink, {
      maxFrameSize: limits?.frame ?? frameLimit,
      ...(headers && { headers }),
      ...(protocols && { protocols }),
      ...(tls && { tls }),
    })
    // Known before it is open, so that `terminate` reaches a connection that is still being made.
    this.#connection = connection
    this.#closed = undefined
    await connection.opened(deadline)
  }

  /**
   * Closes the connection and waits until it is gone; a service that does not answer is cut off. Does nothing if it is closed.
   *
   * @param options - `code` and `reason` of the Close frame, default 1000 and none.
   */
  async disconnect(options: WaitOptions & { code?: number; reason?: string } = {}): Promise<void> {
    await this.#connection?.close(
      options.code ?? CloseCode.Normal,
      options.reason ?? '',
      this.deadline({ ...options, timeout: options.timeout ?? Math.min(1000, this.timing.timeout) }),
    )
  }

  /** Ends the TCP connection at once, as a crash or a dead network would. */
  terminate(): void {
    this.#connection?.terminate()
  }

  /**
   * Begins the session.
   *
   * @param options - `uaid` to resume, default the one this client had; `null` asks for a new one. `broadcasts` the client
   *   knows, id to version. Other fields are sent as they are.
   * @throws PushwrightError `ERR_REFUSED` if the service assigns no UAID, `ERR_CLOSED` if it closes instead, `ERR_MESSAGE`,
   *   `ERR_TIMEOUT`, `ERR_ABORTED`.
   */
  async hello(options: WaitOptions & Partial<Omit<HelloRequest, 'messageType'>> = {}): Promise<HelloReply> {
    const { timeout, signal, uaid = this.#uaid, ...fields } = options
    const request: HelloRequest = {
      messageType: 'hello',
      use_webpush: true,
      broadcasts: {},
      ...fields,
      ...(uaid === undefined || uaid === null ? {} : { uaid }),
    }
    const reply = await this.#request<HelloReply>(request, undefined, {
      ...(timeout !== undefined && { timeout }),
      signal,
    })
    if (reply.status !== 200 && reply.uaid === '') {
      throw new PushwrightError(
        'ERR_REFUSED',
        `The push service refused hello of ${this.name}: status ${reply.status}.`,
        {
          details: { status: reply.status },
        },
      )
    }
    if (this.#uaid !== undefined && this.#uaid !== reply.uaid) this.onNewUaid()
    this.#uaid = reply.uaid
    return reply
  }

  /**
   * Ends the connection, opens another and says hello.
   *
   * @param options - `resume`: give the UAID, default `true`; with `false` the client becomes a new one.
   */
  async reconnect(options: WaitOptions & { resume?: boolean } = {}): Promise<HelloReply> {
    await this.disconnect(options)
    await this.connect(options)
    const { resume = true, ...wait } = options
    return this.hello({ ...wait, ...(resume ? {} : { uaid: null }) })
  }

  /**
   * Registers a channel; {@link PushClient.subscribe} is this plus keys.
   *
   * @param channelID - A UUID in lower case with hyphens. Default: a new random one.
   * @param options - `key`: the application server's public key, base64url.
   * @returns The reply, whatever its status.
   */
  async register(
    channelID: string = randomUUID(),
    options: WaitOptions & { key?: string | null } = {},
  ): Promise<RegisterReply> {
    const { key } = options
    const request: ClientMessage = { messageType: 'register', channelID, ...(key === undefined ? {} : { key }) }
    this.emit('register', channelID)
    return this.#request<RegisterReply>(request, channelID.toLowerCase(), options)
  }

  /**
   * Gives a channel up.
   *
   * @param options - `code`: why, one of `UnregisterCode`. Default 200.
   * @returns The reply, whatever its status.
   */
  async unregister(channelID: string, options: WaitOptions & { code?: number } = {}): Promise<UnregisterReply> {
    const request: ClientMessage = { messageType: 'unregister', channelID, code: options.code ?? UnregisterCode.Manual }
    const reply = await this.#request<UnregisterReply>(request, channelID.toLowerCase(), options)
    if (reply.status === 200) this.emit('unregister', channelID)
    return reply
  }

  /**
   * Acknowledges notifications in one message. Needed only with `autoAck: false`.
   *
   * @param notifications - One or several; `channelID` and `version` are looked at.
   * @param options - `code`: one of `AckCode`. Default 100, delivered.
   */
  ack(
    notifications: Pick<Notification, 'channelID' | 'version'> | readonly Pick<Notification, 'channelID' | 'version'>[],
    options: { code?: number } = {},
  ): void {
    const code = options.code ?? AckCode.Delivered
    const updates = [notifications].flat().map(({ channelID, version }) => ({ channelID, version, code }))
    this.send({ messageType: 'ack', updates })
  }

  /**
   * Says that a notification was taken but not handled.
   *
   * @param options - `code`: one of `NackCode`. Default 303, other.
   */
  nack(notification: Pick<Notification, 'version'>, options: { code?: number } = {}): void {
    this.send({ messageType: 'nack', version: notification.version, code: options.code ?? NackCode.Other })
  }

  /** Sends the application-level ping `{}` and waits for the answer. autopush allows one every 45 s. */
  async ping(options: WaitOptions = {}): Promise<void> {
    await this.#request({ messageType: 'ping' }, undefined, options)
  }

  /** Asks for broadcasts, id to the version the client has. The answer, if any, is a `broadcast`. */
  broadcastSubscribe(broadcasts: Record<string, string>): void {
    this.send({ messageType: 'broadcast_subscribe', broadcasts })
  }

  /** Sends a message as it is, without waiting for a reply. */
  send(message: ClientMessage): void {
    this.#open().send(encodeClientMessage(message))
  }

  /** Sends any frame, also one that no client should send. `fin: false` leaves the message open for a next frame. */
  sendFrame(data: string | Uint8Array, options: { binary?: boolean; fin?: boolean } = {}): void {
    this.#open().send(data, options)
  }

  /** Stops reading from the socket until {@link PushClient.resume}: a slow or suspended client, which answers no pings. */
  pause(): void {
    this.#open().paused = true
  }

  /** Reads again after {@link PushClient.pause}. */
  resume(): void {
    this.#open().paused = false
  }

  /** Waits until everything that the service has sent so far is read: a WebSocket ping and its pong. */
  async flush(options: WaitOptions = {}): Promise<void> {
    const connection = this.#open()
    await this.deadline(options).wait<void>('the pong of the push service', ({ resolve, reject }) => {
      const payload = String(this.#pings++)
      this.#pongs ??= new Map()
      this.#pongs.set(payload, resolve)
      const onClose = (): void => reject(this.closedError())
      this.once('close', onClose)
      connection.ping(payload)
      return () => this.off('close', onClose)
    })
  }

  /** Waits until the connection is closed, and says how. */
  async expectClose(options: WaitOptions = {}): Promise<CloseDetails> {
    if (this.#closed !== undefined) return this.#closed
    // A connection that is closing already will do.
    if (this.#connection === undefined) this.#open()
    return this.deadline(options).wait<CloseDetails>(`${this.name} to be closed`, ({ resolve }) => {
      this.once('close', resolve)
      return () => this.off('close', resolve)
    })
  }

  /** What is awaited in vain is marked in the transcript. */
  protected deadline(options: WaitOptions): Deadline {
    return this.timing.deadline(options, this)
  }

  /** Called by the deadlines of this client: notes in the transcript what did not come. */
  missed(awaited: string): void {
    this.transcript.record({ at: now(), actor: this.name, kind: 'missing', text: awaited })
  }

  /** A notification came. */
  protected abstract onNotification(message: NotificationMessage, at: number): void

  /** A broadcast came. */
  protected abstract onBroadcast(broadcasts: BroadcastMap): void

  /** The service forgot this client: it answered hello with another UAID. */
  protected abstract onNewUaid(): void

  /** The connection ended; whoever waits is to be failed with the error. */
  protected abstract onDisconnected(makeError: () => PushwrightError): void

  /** The error for whoever waits for something that the ended connection can no longer bring. */
  protected closedError(): PushwrightError {
    return (this.#connection as Connection<Session>).closedError(this.#closed)
  }

  #request<T extends ServerMessage>(
    message: ClientMessage,
    channelID: string | undefined,
    options: WaitOptions,
  ): Promise<T> {
    const connection = this.#open()
    const type = message.messageType as 'hello' | 'register' | 'unregister' | 'ping'
    return this.#replies.expect(type, channelID, this.deadline(options), () =>
      connection.send(encodeClientMessage(message)),
    ) as Promise<unknown> as Promise<T>
  }

  #receive(text: string, at: number): void {
    let message: ServerMessage
    try {
      message = parseServerMessage(text)
    } catch (error) {
      this.#onInvalid(error as PushwrightError, text)
      return
    }
    if (this.listenerCount('message') > 0) this.emit('message', message)
    switch (message.messageType) {
      case 'notification':
        this.onNotification(message, at)
        break
      case 'broadcast':
        this.onBroadcast(message.broadcasts)
        this.emit('broadcast', message.broadcasts)
        break
      case 'unknown':
        break
      default:
        this.#replies.take(message)
    }
  }

  #onInvalid(error: PushwrightError, text: string): void {
    // A malformed reply fails the request it was meant for, rather than letting it wait.
    this.#replies.fail(error.details.messageType, error.details.channelID, error)
    this.emit('invalid', error, text)
  }

  /** A service may answer several pings with one pong for the latest (RFC 6455 section 5.5.3), and pong without being asked. */
  #onPong(payload: string): void {
    if (!this.#pongs?.has(payload)) return
    for (const [earlier, resolve] of this.#pongs) {
      this.#pongs.delete(earlier)
      resolve()
      if (earlier === payload) return
    }
  }

  #onClose(close: CloseDetails): void {
    this.#closed = close
    const makeError = (): PushwrightError => this.closedError()
    this.#replies.failAll(makeError)
    this.#pongs = undefined
    this.onDisconnected(makeError)
    this.emit('close', close)
  }

  #open(): Connection<Session> {
    if (this.#connection === undefined) {
      throw new PushwrightError('ERR_STATE', `${this.name} is not connected. Call \`connect()\` first.`)
    }
    if (!this.#connection.isOpen) throw this.closedError()
    return this.#connection
  }
}
