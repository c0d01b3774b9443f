// A push client that is a container of Firefox: all containers of one Firefox share its connection and its UAID.
import type { CloseDetails, Notification, PushClientOptions } from '../../client/index.ts'
import type { WaitOptions } from '../../deadline/index.ts'
import { PushwrightError } from '../../errors/index.ts'
import {
  AckCode,
  type ClientMessage,
  CloseCode,
  type HelloReply,
  type RegisterReply,
  type ServerMessage,
  type UnregisterReply,
} from '../../protocol/index.ts'
import { now } from '../../transcript/index.ts'
import { BrowserClient, type Place } from '../browser-client.ts'
import type { PageSubscription, Visit } from '../visit.ts'
import type { FirefoxSeat } from './firefox-seat.ts'
import type { RelayEvents } from './push-relay.ts'

/** Where a client finds its Firefox. */
export interface SeatSource {
  open(): Promise<FirefoxSeat>
  /** The client has left. */
  close(seat: FirefoxSeat): Promise<void>
}

/** A container of Firefox as a push client. */
export class FirefoxClient extends BrowserClient {
  readonly #source: SeatSource
  #taken: FirefoxSeat | undefined
  readonly #unregistered = new Map<string, number>()
  #uaid: string | undefined
  #isOpen = false
  /** How many subscriptions the page is about to make. */
  #subscribing = 0
  #closed: CloseDetails | undefined
  /** How the connection ended since `connect()`; Firefox itself comes back at once. */
  #lastClose: CloseDetails | undefined

  constructor(options: PushClientOptions, source: SeatSource) {
    super(options)
    if (options.autoAck === false) throw this.cannot('keep messages from being acknowledged')
    this.#source = source
  }

  override get uaid(): string | undefined {
    return this.#uaid
  }

  override get isConnected(): boolean {
    return this.#isOpen && this.#taken?.relay.hello !== undefined
  }

  override get closed(): CloseDetails | undefined {
    return this.#closed
  }

  /** Waits until Firefox has said hello, which it does by itself. */
  override async hello(options: Parameters<BrowserClient['hello']>[0] = {}): Promise<HelloReply> {
    const { timeout, signal, ...fields } = options
    if (Object.values(fields).some((value) => value !== undefined)) throw this.cannot('say hello in its own words')
    const wait = { ...(timeout !== undefined && { timeout }), signal }
    const reply = await this.#until(`${this.name} to say hello`, wait, () => this.#seat.relay.hello)
    // It may have said so before this client came.
    this.#onHello(reply)
    return reply
  }

  /** Takes the browser off the network, with all its containers. */
  override async disconnect(options: Parameters<BrowserClient['disconnect']>[0] = {}): Promise<void> {
    if (!this.#isOpen) return
    const { code = CloseCode.Normal, reason = '' } = options
    await this.#seat.relay.goOffline({ code, reason })
  }

  override terminate(): void {
    if (this.#isOpen) void this.#seat.relay.goOffline()
  }

  override async reconnect(options: Parameters<BrowserClient['reconnect']>[0] = {}): Promise<HelloReply> {
    if (options.resume === false) throw this.cannot('become a new client')
    await this.disconnect(options)
    await this.connect(options)
    const { resume: _, ...wait } = options
    return this.hello(wait)
  }

  /** Waits until everything that the service has sent so far has reached the service workers. */
  override async flush(options: WaitOptions = {}): Promise<void> {
    if (!this.isConnected) throw this.closedError()
    await this.deadline(options).wait<void>('Firefox to have delivered everything', ({ resolve, reject }) => {
      let stop: (() => void) | undefined
      const onClose = (): void => reject(this.closedError())
      this.once('close', onClose)
      this.#seat.relay.flush(() => {
        stop = this.ledger.whenSettled(resolve)
      })
      return () => {
        stop?.()
        this.off('close', onClose)
      }
    })
  }

  override async expectClose(options: WaitOptions = {}): Promise<CloseDetails> {
    return this.#until(`${this.name} to be closed`, options, () => this.#lastClose)
  }

  override async dispose(): Promise<void> {
    this.#isOpen = false
    const seat = this.#taken
    if (seat === undefined) return
    const { relay } = seat
    relay.off('sent', this.#onSent)
    relay.off('received', this.#onReceived)
    relay.off('close', this.#onClose)
    // For the clients of the next tests.
    relay.goOnline()
    await super.dispose()
    await this.#source.close(seat)
  }

  override register(): Promise<RegisterReply> {
    return Promise.reject(this.cannot('register a channel without subscribing'))
  }

  override unregister(): Promise<UnregisterReply> {
    return Promise.reject(this.cannot('unregister a channel without unsubscribing'))
  }

  override ping(): Promise<void> {
    return Promise.reject(this.cannot('send a ping'))
  }

  override ack(_notifications: Parameters<BrowserClient['ack']>[0]): void {
    throw this.cannot('acknowledge')
  }

  override nack(_notification: Pick<Notification, 'version'>): void {
    throw this.cannot('nack')
  }

  override broadcastSubscribe(_broadcasts: Record<string, string>): void {
    throw this.cannot('subscribe to broadcasts')
  }

  override send(_message: ClientMessage): void {
    throw this.cannot('send messages')
  }

  override sendFrame(_data: string | Uint8Array): void {
    throw this.cannot('send frames')
  }

  override pause(): void {
    throw this.cannot('stop reading')
  }

  override resume(): void {
    throw this.cannot('stop reading')
  }

  protected override async takeVisit(): Promise<Visit> {
    this.#taken ??= await this.#source.open()
    return this.#taken.takeVisit()
  }

  protected override releaseVisit(visit: Visit): void {
    this.#seat.releaseVisit(visit)
  }

  protected override async goOnline(_options: WaitOptions): Promise<void> {
    const { relay } = this.#seat
    this.#lastClose = undefined
    if (!this.#isOpen) {
      this.#isOpen = true
      relay.on('sent', this.#onSent)
      relay.on('received', this.#onReceived)
      relay.on('close', this.#onClose)
      this.transcript.record({ at: now(), actor: this.name, kind: 'open', text: this.url })
    }
    relay.goOnline()
    this.#closed = undefined
  }

  protected override async subscribeVisit(
    visit: Visit,
    scope: string,
    key: string | null,
  ): Promise<Place & PageSubscription> {
    this.#subscribing++
    try {
      const subscription = await visit.subscribe(scope, key)
      return { ...subscription, channelID: this.#seat.relay.channelOf(subscription.endpoint) }
    } finally {
      this.#subscribing--
    }
  }

  protected override async unsubscribeVisit(visit: Visit, scope: string, channelID: string): Promise<boolean> {
    if (!(await visit.unsubscribe(scope))) return false
    const status = await this.#until(`the unregister reply for ${channelID}`, {}, () =>
      this.#unregistered.get(channelID),
    )
    return status === 200
  }

  protected override closedError(): PushwrightError {
    const { code, reason } = this.#closed ?? { code: CloseCode.Abnormal, reason: '' }
    return new PushwrightError(
      'ERR_CLOSED',
      `The connection of ${this.name} was closed with ${code}${reason && ` "${reason}"`}.`,
      { details: { closeCode: code, closeReason: reason } },
    )
  }

  readonly #onSent = (...[message, text]: RelayEvents['sent']): void => {
    if (message.messageType === 'ack') {
      for (const { channelID, version, code } of message.updates) {
        if (!this.owns(channelID)) continue
        this.#record('sent', text)
        this.ledger.acknowledge(channelID, version, code === AckCode.Delivered)
      }
      return
    }
    if (message.messageType === 'hello' || this.#isOurs(message)) this.#record('sent', text)
  }

  readonly #onReceived = (...[message, text]: RelayEvents['received']): void => {
    const isHello = message.messageType === 'hello'
    if (!isHello && !this.#isOurs(message)) return
    const at = this.#record('received', text)
    if (isHello) this.#onHello(message)
    if (message.messageType === 'unregister') this.#unregistered.set(message.channelID, message.status)
    if (message.messageType === 'notification') this.ledger.give(message, at)
    this.emit('message', message)
  }

  readonly #onClose = (close: CloseDetails): void => {
    this.#closed = close
    this.#lastClose = close
    this.transcript.record({ at: now(), actor: this.name, kind: 'close', text: `${close.code} ${close.reason}`.trim() })
    this.ledger.forgetGiven()
    this.onDisconnected(() => this.closedError())
    this.emit('close', close)
  }

  get #seat(): FirefoxSeat {
    if (this.#taken !== undefined) return this.#taken
    throw new PushwrightError('ERR_STATE', `${this.name} is not connected. Call \`connect()\` first.`)
  }

  #onHello({ uaid }: HelloReply): void {
    this.#closed = undefined
    this.#uaid = uaid
  }

  /** Whose a registration is shows only when the page has its subscription. */
  #isOurs(message: ServerMessage | ClientMessage): boolean {
    if (message.messageType === 'register') return this.#subscribing > 0
    return 'channelID' in message && this.owns(String(message.channelID))
  }

  #record(direction: 'sent' | 'received', text: string): number {
    const at = now()
    this.transcript.record({ at, actor: this.name, kind: 'frame', direction, text })
    return at
  }

  /** Waits until there is something to see, and looks after every message and at the end of the connection. */
  #until<T>(what: string, options: WaitOptions, look: () => T | undefined): Promise<T> {
    const { relay } = this.#seat
    return this.deadline(options).wait<T>(what, ({ resolve }) => {
      const see = (): void => {
        const seen = look()
        if (seen !== undefined) resolve(seen)
      }
      relay.on('received', see)
      relay.on('ready', see)
      relay.on('close', see)
      see()
      return () => {
        relay.off('received', see)
        relay.off('ready', see)
        relay.off('close', see)
      }
    })
  }
}
