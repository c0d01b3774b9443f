// A push client that lives in the server's process, with everything it received.
import { setImmediate } from 'node:timers/promises'
import { type Notification, PushClient, type Subscription } from '../client/index.ts'
import { Deadline, Timing, type WaitOptions } from '../deadline/index.ts'
import { PushwrightError } from '../errors/index.ts'
import type { FixtureServer } from '../fixture/index.ts'
import { parseUuid } from '../protocol/index.ts'
import type { ControlLimits } from './control-limits.ts'
import { NumberedLog } from './numbered-log.ts'

/** What a virtual client needs to know. */
export interface VirtualClientOptions {
  readonly name: string
  readonly server: FixtureServer
  readonly limits: ControlLimits
  /** Milliseconds for the answers of the push service. */
  readonly timeout: number
}

/** How a virtual client goes. */
export interface Departure extends WaitOptions {
  readonly code?: number | undefined
  readonly reason?: string | undefined
  /** Whether the TCP connection ends without a Close frame. */
  readonly abrupt?: boolean | undefined
}

/** A virtual client as data. */
export interface VirtualClientState {
  readonly name: string
  readonly uaid: string | null
  readonly connected: boolean
  /** How the last connection ended; null while there is one. */
  readonly closed: { readonly code: number; readonly reason: string } | null
  /** Channel ids. */
  readonly subscriptions: readonly string[]
  /** How many it has received. */
  readonly notifications: number
}

/** How long the server may take to notice that a client has gone, in milliseconds. */
const noticeTimeout = 1000

/** A push client and its log. */
export class VirtualClient {
  readonly name: string
  /** What it received, also on earlier connections. */
  readonly notifications: NumberedLog<Notification>
  readonly #client: PushClient
  readonly #options: VirtualClientOptions

  constructor(options: VirtualClientOptions) {
    const { name, server, limits, timeout } = options
    this.name = name
    this.#options = options
    this.notifications = new NumberedLog({ entries: limits.notifications, waiters: limits.waiters })
    this.#client = new PushClient({
      url: server.url,
      name,
      timing: new Timing({ timeout }),
      // Nobody takes from the inbox: the log has everything.
      limits: { inbox: 0, transcript: 0 },
      ...(server.ca === undefined ? {} : { tls: { ca: server.ca } }),
    })
    this.#client.on('notification', (notification) => this.notifications.add(notification))
  }

  get uaid(): string | undefined {
    return this.#client.uaid
  }

  get state(): VirtualClientState {
    const { uaid, isConnected, closed, subscriptions } = this.#client
    return {
      name: this.name,
      uaid: uaid ?? null,
      connected: isConnected,
      closed: closed === undefined ? null : { code: closed.code, reason: closed.reason },
      subscriptions: [...subscriptions.keys()],
      notifications: this.notifications.last,
    }
  }

  get subscriptions(): readonly Subscription[] {
    return [...this.#client.subscriptions.values()]
  }

  /** Connects and says hello. */
  async connect(options: WaitOptions): Promise<void> {
    await this.#client.connect(options)
    await this.#client.hello(options)
  }

  /** Subscribes, and makes the keys known to the server, so that it can decrypt too. */
  async subscribe(options: WaitOptions & { applicationServerKey?: string }): Promise<Subscription> {
    const { server, limits } = this.#options
    if (this.#client.subscriptions.size >= limits.subscriptions) {
      throw new PushwrightError('ERR_LIMIT', `Expected at most ${limits.subscriptions} subscriptions of a client.`)
    }
    const subscription = await this.#client.subscribe(options)
    server.learnKeys(subscription.channelID, subscription.privateKeys)
    return subscription
  }

  /** Gives a subscription up. */
  unsubscribe(channelID: string, options: WaitOptions): Promise<boolean> {
    return this.#client.unsubscribe({ channelID }, options)
  }

  /** Ends the connection, and waits until the push service has noticed: what is posted from then on is stored. */
  async disconnect({ code, reason, abrupt = false, ...wait }: Departure): Promise<void> {
    if (!this.#client.isConnected) return
    const sessions = this.#sessions
    if (abrupt) {
      this.#client.terminate()
      await this.#client.expectClose(wait)
    } else {
      const words = { ...(code !== undefined && { code }), ...(reason !== undefined && { reason }) }
      await this.#client.disconnect({ ...wait, ...words })
    }
    // The server has no event for it, and it takes a few turns of the event loop that both of us live on.
    const deadline = Deadline.after(noticeTimeout)
    while (this.#sessions > 0 && this.#sessions === sessions && deadline.remaining() > 0) await setImmediate()
  }

  /** Ends the connection, if there is one, and makes a new one. Without `resume`, as a client that the service does not know. */
  async reconnect(options: WaitOptions & { resume?: boolean }): Promise<void> {
    await this.#client.reconnect(options)
  }

  /** Ends everything. */
  async close(): Promise<void> {
    this.notifications.close()
    await this.#client.disconnect()
  }

  /** How many connections of its UAID the server knows; more than one only on services that give everyone the same. */
  get #sessions(): number {
    const uaid = parseUuid(this.uaid ?? '')
    return this.#options.server.clients.filter((client) => client.uaid === uaid).length
  }
}
