// A push client that is a page of Chromium, which speaks a protocol of its own: this client speaks autopush on its behalf.
import { randomUUID } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import type { PushClientOptions } from '../../client/index.ts'
import type { WaitOptions } from '../../deadline/index.ts'
import { PushwrightError } from '../../errors/index.ts'
import { AckCode, type NotificationMessage } from '../../protocol/index.ts'
import { decodeBase64url } from '../../webpush/index.ts'
import { BrowserClient, type Place } from '../browser-client.ts'
import type { PageSubscription, Visit } from '../visit.ts'
import { anybody, type ChromiumSeat, type Occupant } from './chromium-seat.ts'
import type { Registration } from './push/device-registry.ts'

/** Where a client finds its Chromium. */
export interface ChromiumSource {
  open(): Promise<ChromiumSeat>
}

/** What the push service has registered for the browser. */
interface Enrolment extends Place, Registration {}

/**
 * A page of Chromium as a push client. Each has a connection and a UAID of its own; what comes on it is passed on to Chromium, and
 * acknowledged when Chromium has acknowledged it.
 */
export class ChromiumClient extends BrowserClient {
  readonly #source: ChromiumSource
  /** By the token with which Chromium's endpoint ends. */
  readonly #enrolments = new Map<string, Enrolment>()
  /** Given to Chromium, by the id that it acknowledges. */
  readonly #given = new Map<string, NotificationMessage>()
  /** The versions that Chromium has acknowledged: its worker is not told twice. */
  readonly #taken = new Set<string>()
  /** What Chromium has given up, and whoever waits for that. */
  readonly #unregistered = new EventEmitter<Record<string, [confirmed: boolean]>>()
  readonly #occupant: Occupant = {
    register: (registration) => this.#register(registration),
    unregister: ({ subtype }) => this.#unregister(subtype),
    acknowledged: (id) => this.#acknowledged(id),
  }
  #seat: ChromiumSeat | undefined

  constructor(options: PushClientOptions, source: ChromiumSource) {
    super(options)
    if (options.autoAck === false) throw this.cannot('keep messages from being acknowledged')
    this.#source = source
  }

  /** Waits until everything that the service has sent so far has reached the service workers. */
  override async flush(options: WaitOptions = {}): Promise<void> {
    await super.flush(options)
    await this.deadline(options).wait<void>('Chromium to have delivered everything', ({ resolve }) =>
      this.ledger.whenSettled(resolve),
    )
  }

  override async dispose(): Promise<void> {
    await super.dispose()
    await this.disconnect()
  }

  protected override async takeVisit(): Promise<Visit> {
    this.#seat ??= await this.#source.open()
    return this.#seat.takeVisit(this.#occupant)
  }

  protected override releaseVisit(visit: Visit): void {
    this.#seat?.releaseVisit(visit)
  }

  protected override goOnline(options: WaitOptions): Promise<void> {
    return this.openSocket(options)
  }

  protected override async subscribeVisit(
    visit: Visit,
    scope: string,
    key: string | null,
  ): Promise<Place & PageSubscription> {
    const subscription = await visit.subscribe(scope, key ?? anybody)
    const enrolment = this.#enrolments.get(tokenOf(subscription.endpoint))
    if (enrolment === undefined) {
      throw new PushwrightError(
        'ERR_UNEXPECTED',
        `Expected an endpoint with a token that Chromium was given, got another.`,
      )
    }
    return { keys: subscription.keys, channelID: enrolment.channelID, endpoint: enrolment.endpoint }
  }

  protected override async unsubscribeVisit(visit: Visit, scope: string, channelID: string): Promise<boolean> {
    // Chromium tells its page before it tells the service.
    const confirmed = once(this.#unregistered, channelID)
    if (!(await visit.unsubscribe(scope))) return false
    return (await confirmed)[0] === true
  }

  protected override onNotification(message: NotificationMessage, at: number): void {
    const enrolment = [...this.#enrolments.values()].find(({ channelID }) => channelID === message.channelID)
    if (enrolment === undefined || this.#taken.has(message.version)) {
      this.#confirm(message, AckCode.NotDelivered)
      return
    }
    const id = randomUUID()
    const { encoding, encryption, crypto_key: cryptoKey } = message.headers ?? {}
    this.#given.set(id, message)
    this.ledger.give(message, at)
    this.#seat?.send({
      subtype: enrolment.subtype,
      sender: enrolment.sender,
      id,
      body: message.data ? decodeBase64url(message.data, 'any') : undefined,
      headers: {
        ...(encoding !== undefined && { 'content-encoding': encoding }),
        ...(encryption !== undefined && { encryption }),
        ...(cryptoKey !== undefined && { 'crypto-key': cryptoKey }),
      },
    })
  }

  async #register(registration: Registration): Promise<string> {
    const key = registration.sender === anybody ? {} : { key: registration.sender }
    const { status, channelID, pushEndpoint = '' } = await this.register(randomUUID(), key)
    if (status !== 200) {
      throw new PushwrightError('ERR_REFUSED', `The push service refused to register ${channelID}: status ${status}.`, {
        details: { status },
      })
    }
    const token = tokenOf(pushEndpoint)
    this.#enrolments.set(token, { ...registration, channelID, endpoint: pushEndpoint })
    return token
  }

  async #unregister(subtype: string): Promise<void> {
    const found = [...this.#enrolments].find(([, enrolment]) => enrolment.subtype === subtype)
    if (found === undefined) return
    const [token, { channelID }] = found
    this.#enrolments.delete(token)
    const { status } = await this.unregister(channelID)
    this.#unregistered.emit(channelID, status === 200)
  }

  #acknowledged(id: string): void {
    const message = this.#given.get(id)
    if (message === undefined) return
    this.#given.delete(id)
    if (message.version !== '') this.#taken.add(message.version)
    this.ledger.acknowledge(message.channelID, message.version, true)
    this.#confirm(message, AckCode.Delivered)
  }

  /** A message without a version cannot be acknowledged, and one that is not will come again. */
  #confirm(message: NotificationMessage, code: AckCode): void {
    if (message.version !== '' && this.isConnected) this.ack(message, { code })
  }
}

/** What the endpoints of the push service and of Chromium have in common. */
function tokenOf(endpoint: string): string {
  return endpoint.split('/').at(-1) ?? ''
}
