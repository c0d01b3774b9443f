// The user agent side: one WebSocket to a push service, one UAID, many subscriptions.
import { randomUUID } from 'node:crypto'
import type { WaitOptions } from '../deadline/index.ts'
import { isPushwrightError, PushwrightError } from '../errors/index.ts'
import {
  AckCode,
  type BroadcastMap,
  type NotificationMessage,
  type RegisterReply,
  type UnregisterReply,
} from '../protocol/index.ts'
import { createSubscriptionKeys, decodeBase64url, encodeBase64url } from '../webpush/index.ts'
import { Inbox } from './inbox.ts'
import { Notification } from './notification.ts'
import { type PushClientOptions, Session } from './session.ts'
import { Subscription } from './subscription.ts'

/** Which notification is meant: any, of a channel, of a subscription, or one that fulfils a condition. */
export type NotificationTarget = string | { readonly channelID: string } | ((notification: Notification) => boolean)

/** How to subscribe (W3C Push API, PushSubscriptionOptionsInit). */
export interface SubscribeOptions extends WaitOptions {
  /** The application server's public key as base64url or 65 bytes; restricts the subscription to it (RFC 8292 section 4). */
  applicationServerKey?: string | Uint8Array | null
  userVisibleOnly?: boolean
  /** The channel to register. Default: a new random UUID. */
  channelID?: string
}

/**
 * A push client of the autopush protocol. It reads from connect to close; replies are told apart from notifications, and
 * expectations look at what has come already. Every wait takes `timeout` (milliseconds) and `signal`.
 *
 * @example
 * ```ts
 * const client = new PushClient({ url: 'ws://127.0.0.1:8080/' })
 * await client.connect()
 * await client.hello()
 * const subscription = await client.subscribe()
 * const notification = await client.expectNotification(subscription)
 * console.log(notification.text())
 * await client.disconnect()
 * ```
 */
export class PushClient extends Session implements AsyncDisposable, AsyncIterable<Notification> {
  /** Whether notifications are acknowledged as they come. */
  autoAck: boolean
  readonly #clock: PushClientOptions['clock']
  readonly #inboxLimit: number
  // These are made when they are needed: most of many thousand clients are idle.
  #subscriptions: Map<string, Subscription> | undefined
  #channels: Set<string> | undefined
  #notificationInbox: Inbox<Notification> | undefined
  #broadcastInbox: Inbox<BroadcastMap> | undefined

  constructor(options: PushClientOptions) {
    super(options)
    this.#inboxLimit = options.limits?.inbox ?? 10_000
    this.autoAck = options.autoAck ?? true
    this.#clock = options.clock
  }

  /** The live subscriptions by channel. They outlive the connection, as in a browser. */
  get subscriptions(): Map<string, Subscription> {
    this.#subscriptions ??= new Map()
    return this.#subscriptions
  }

  /** Notifications that came and that no expectation has taken, oldest first. */
  get notifications(): readonly Notification[] {
    return this.#inbox.items
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.disconnect()
  }

  /**
   * Registers a channel; {@link PushClient.subscribe} is this plus keys. See {@link Session.register}.
   */
  override async register(
    channelID?: string,
    options: WaitOptions & { key?: string | null } = {},
  ): Promise<RegisterReply> {
    const reply = await super.register(channelID, options)
    if (reply.status === 200) {
      this.#channels ??= new Set()
      this.#channels.add(reply.channelID)
    }
    return reply
  }

  /** Gives a channel up. See {@link Session.unregister}. */
  override async unregister(
    channelID: string,
    options: WaitOptions & { code?: number } = {},
  ): Promise<UnregisterReply> {
    const reply = await super.unregister(channelID, options)
    if (reply.status === 200) {
      this.#channels?.delete(reply.channelID)
      this.#subscriptions?.delete(reply.channelID)
    }
    return reply
  }

  /**
   * Subscribes: registers a channel and generates the keys that senders encrypt for (RFC 8291).
   *
   * @throws PushwrightError `ERR_REFUSED` with `details.status` if the service refuses, `ERR_OPTION` for a malformed key.
   */
  async subscribe(options: SubscribeOptions = {}): Promise<Subscription> {
    const applicationServerKey = readApplicationServerKey(options.applicationServerKey)
    const channelID = options.channelID ?? randomUUID()
    const reply = await this.register(channelID, {
      ...options,
      ...(applicationServerKey === null ? {} : { key: encodeBase64url(applicationServerKey) }),
    })
    if (reply.status !== 200 || reply.pushEndpoint === undefined) {
      throw new PushwrightError(
        'ERR_REFUSED',
        `The push service refused to register ${channelID}: status ${reply.status}, "${reply.pushEndpoint ?? ''}".`,
        { details: { status: reply.status } },
      )
    }
    const subscription = new Subscription(this, reply.channelID, reply.pushEndpoint, createSubscriptionKeys(), {
      applicationServerKey,
      userVisibleOnly: options.userVisibleOnly ?? false,
    })
    this.subscriptions.set(reply.channelID, subscription)
    this.emit('subscribe', subscription)
    return subscription
  }

  /** Gives a subscription up; the same as `subscription.unsubscribe()`. */
  async unsubscribe(subscription: { readonly channelID: string }, options: WaitOptions = {}): Promise<boolean> {
    const reply = await this.unregister(subscription.channelID, options)
    return reply.status === 200
  }

  /**
   * Takes the first notification that matches, whether it came already or comes before the timeout.
   *
   * @param target - A channel id, a subscription, or a condition. Default: any.
   * @param options - `what` says in messages which one is meant, such as `the push "hello"`.
   * @throws PushwrightError `ERR_TIMEOUT`, `ERR_ABORTED`, `ERR_CLOSED` at once when the connection ends.
   */
  async expectNotification(
    target?: NotificationTarget,
    options: WaitOptions & { what?: string } = {},
  ): Promise<Notification> {
    const matches = matcherOf(target)
    const { closed } = this
    if (closed !== undefined && this.#inbox.find(matches) === undefined) throw this.closedError()
    return this.#inbox.take(() => this.#describe(target, options.what), matches, this.deadline(options))
  }

  /**
   * Takes one notification for each target, in any order, all before one timeout; the result is in the order of the targets.
   * If one does not come, those taken are put back.
   */
  async expectNotifications(
    targets: readonly NotificationTarget[],
    options: WaitOptions = {},
  ): Promise<Notification[]> {
    const results = await Promise.allSettled(targets.map((target) => this.expectNotification(target, options)))
    const taken = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
    const failure = results.find((result) => result.status === 'rejected')
    if (failure === undefined) return taken
    this.#inbox.putBack(taken)
    throw failure.reason
  }

  /**
   * Makes sure that no notification is here or on its way: a WebSocket ping comes back behind everything the service sent
   * before, so that no time needs to pass.
   *
   * @param options - `within`: also let so many milliseconds pass, on the clock of the fixture server where there is one.
   *   Default 0. `target`: only look at these. Default: any.
   * @throws PushwrightError `ERR_UNEXPECTED` with the notification.
   */
  async expectNone(options: WaitOptions & { within?: number; target?: NotificationTarget } = {}): Promise<void> {
    const { within = 0, target } = options
    await this.flush(options)
    if (within > 0) {
      await this.#pass(within, matcherOf(target), options)
      await this.flush(options)
    }
    const notification = this.#inbox.find(matcherOf(target))
    if (notification === undefined) return
    throw new PushwrightError(
      'ERR_UNEXPECTED',
      `Expected no notification for ${this.name}, got one on channel ${notification.channelID}, version "${notification.version}".`,
      { details: { channelID: notification.channelID, version: notification.version } },
    )
  }

  /** Takes the first broadcast that fulfils the condition, whether it came already or comes before the timeout. */
  async expectBroadcast(
    matches: (broadcasts: BroadcastMap) => boolean = () => true,
    options: WaitOptions = {},
  ): Promise<BroadcastMap> {
    if (this.closed !== undefined && this.#broadcasts.find(matches) === undefined) throw this.closedError()
    return this.#broadcasts.take(() => `a broadcast for ${this.name}`, matches, this.deadline(options))
  }

  /** Yields notifications as they come, and ends when the connection does. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Notification, void, undefined> {
    while (true) {
      try {
        yield await this.expectNotification(undefined, { timeout: Number.POSITIVE_INFINITY })
      } catch (error) {
        if (isPushwrightError(error, 'ERR_CLOSED')) return
        throw error
      }
    }
  }

  protected override onNotification(message: NotificationMessage, at: number): void {
    const subscription = this.#subscriptions?.get(message.channelID)
    const notification = new Notification(message, at, subscription?.privateKeys)
    if (this.autoAck && notification.version !== '' && this.isConnected) {
      const isKnown = this.#channels?.has(message.channelID) ?? false
      this.ack(notification, { code: isKnown ? AckCode.Delivered : AckCode.NotDelivered })
    }
    this.keep(notification)
  }

  /** Keeps a notification for expectations, and tells listeners of it. */
  protected keep(notification: Notification): void {
    // Kept first, so that no listener can come between.
    this.#inbox.put(notification)
    this.emit('notification', notification)
  }

  protected override onBroadcast(broadcasts: BroadcastMap): void {
    this.#broadcasts.put(broadcasts)
  }

  protected override onNewUaid(): void {
    this.#subscriptions?.clear()
    this.#channels = undefined
  }

  protected override onDisconnected(makeError: () => PushwrightError): void {
    this.#notificationInbox?.failAll(makeError)
    this.#broadcastInbox?.failAll(makeError)
  }

  get #inbox(): Inbox<Notification> {
    this.#notificationInbox ??= new Inbox('notifications', this.#inboxLimit, 'limits.inbox')
    return this.#notificationInbox
  }

  get #broadcasts(): Inbox<BroadcastMap> {
    this.#broadcastInbox ??= new Inbox('broadcasts', this.#inboxLimit, 'limits.inbox')
    return this.#broadcastInbox
  }

  async #pass(within: number, matches: (n: Notification) => boolean, options: WaitOptions): Promise<void> {
    if (this.#clock !== undefined) {
      await this.#clock.advance(within)
      return
    }
    const deadline = this.timing.deadline({ timeout: Number.POSITIVE_INFINITY, signal: options.signal })
    await deadline.wait<void>('quiet', ({ resolve, reject }) => {
      // It may have come in the same segment as the pong.
      if (this.#inbox.find(matches) !== undefined) {
        resolve()
        return undefined
      }
      const early = (notification: Notification): void => {
        try {
          if (matches(notification)) resolve()
        } catch (error) {
          reject(error)
        }
      }
      const ended = (): void => reject(this.closedError())
      const timer = setTimeout(resolve, within * this.timing.scale)
      this.on('notification', early)
      this.once('close', ended)
      return () => {
        clearTimeout(timer)
        this.off('notification', early)
        this.off('close', ended)
      }
    })
  }

  #describe(target: NotificationTarget | undefined, what: string | undefined): string {
    const whose = target === undefined || typeof target === 'function' ? '' : ` on channel ${channelOf(target)}`
    const which = what ?? (typeof target === 'function' ? 'a matching notification' : 'a notification')
    const others = this.#inbox.items.length
    const seen = others === 0 ? 'none came' : `${others} other${others === 1 ? '' : 's'} came`
    return `${which}${whose} for ${this.name}; ${seen}`
  }
}

function matcherOf(target: NotificationTarget | undefined): (notification: Notification) => boolean {
  if (target === undefined) return () => true
  if (typeof target === 'function') return target
  const channelID = channelOf(target)
  return (notification) => notification.channelID === channelID
}

function channelOf(target: string | { readonly channelID: string }): string {
  return typeof target === 'string' ? target : target.channelID
}

function readApplicationServerKey(key: string | Uint8Array | null | undefined): Uint8Array | null {
  if (key === undefined || key === null) return null
  const bytes = typeof key === 'string' ? decodeBase64url(key) : key
  if (bytes?.length === 65 && bytes[0] === 4) return bytes
  throw new PushwrightError(
    'ERR_OPTION',
    `Expected \`applicationServerKey\` to be an uncompressed P-256 public key of 65 bytes that begins with 4, got ${bytes === undefined ? 'no base64url' : `${bytes.length} bytes`}.`,
  )
}
