// A push client that is a real browser: its page subscribes, its service worker receives.
import {
  Inbox,
  type Notification,
  type NotificationTarget,
  PushClient,
  type SubscribeOptions,
  Subscription,
} from '../client/index.ts'
import type { WaitOptions } from '../deadline/index.ts'
import { PushwrightError } from '../errors/index.ts'
import { decodeBase64url, encodeBase64url } from '../webpush/index.ts'
import type { BrowserPage, PermissionState } from './browser.ts'
import { BrowserKeys } from './browser-keys.ts'
import { BrowserNotification } from './browser-notification.ts'
import { DeliveryLedger } from './delivery-ledger.ts'
import { firstScope, type PageSubscription, type Visit } from './visit.ts'
import type { ShownNotification, WorkerReport } from './worker-report.ts'

/** A subscription that a service worker has lost. */
export interface SubscriptionChange {
  readonly channelID: string
  /** The endpoint that holds no more, if the browser tells it. */
  readonly oldEndpoint: string | null
}

/** Which shown notification is meant: one with this title, or one that fulfils a condition. */
export type ShownTarget = string | ((notification: ShownNotification) => boolean)

/** Where a subscription is, as the push service sees it. */
export interface Place {
  readonly channelID: string
  /** Where application servers post. */
  readonly endpoint: string
}

const inboxLimit = 1000

/**
 * A {@link PushClient} that is a real browser. It has a page of its own and a service worker for each subscription; expectations
 * look at what the workers got. What only a browser has: its page, shown notifications, clicks, permissions.
 *
 * @example
 * ```ts
 * const browser = browserClient(client)
 * await browser.subscribe()
 * // ... the backend pushes, and the service worker of `serviceWorker = ./sw.js` shows a notification
 * const { body } = await browser.expectShown('Your order')
 * await browser.click('Your order', { action: 'track' })
 * ```
 */
export abstract class BrowserClient extends PushClient {
  /** What came by the connection and by the workers. */
  protected readonly ledger: DeliveryLedger = new DeliveryLedger((delivery) => {
    this.keep(new BrowserNotification(delivery))
  })
  readonly #shown = new Inbox<ShownNotification>('shown notifications', inboxLimit)
  readonly #changes = new Inbox<SubscriptionChange>('subscription changes', inboxLimit)
  readonly #clicks = new Inbox<WorkerReport & { type: 'clicked' }>('clicks', inboxLimit)
  readonly #scopes = new Map<string, string>()
  readonly #channels = new Map<string, string>()
  #scopesMade = 0
  #visit: Visit | undefined

  /**
   * The page that subscribes; `page.goto` leaves it for one of yours.
   *
   * @throws PushwrightError `ERR_STATE` before `connect()`.
   */
  get page(): BrowserPage {
    return this.#open().page
  }

  /** The origin of the page and of its service workers. */
  get origin(): string {
    return this.#open().origin
  }

  /** Opens the page; the rest is the matter of the browser. */
  override async connect(options: WaitOptions = {}): Promise<void> {
    this.#visit ??= await this.deadline(options).bound(`${this.name} to open its page`, this.#arrive())
    await this.goOnline(options)
  }

  /**
   * Subscribes with a service worker of its own: the first at the scope `/`, the next ones at `/2/` and so on.
   *
   * @param options - `applicationServerKey`; a browser chooses its channels itself.
   * @throws PushwrightError `ERR_UNEXPECTED` with what the page threw, such as `AbortError` if the service refuses; `ERR_STATE`
   *   for a `channelID`.
   */
  override async subscribe(options: SubscribeOptions = {}): Promise<Subscription> {
    if (options.channelID !== undefined) throw this.cannot('choose the channel of a subscription')
    const visit = this.#open()
    const key = readKey(options.applicationServerKey)
    const scope = this.#scopesMade++ === 0 ? firstScope : `/${this.#scopesMade}/`
    const work = this.subscribeVisit(visit, scope, key === null ? null : encodeBase64url(key))
    const { channelID, endpoint, keys } = await this.deadline(options).bound(`${this.name} to subscribe`, work)
    this.#scopes.set(scope, channelID)
    this.#channels.set(channelID, scope)
    const subscription = new Subscription(this, channelID, endpoint, new BrowserKeys(keys), {
      applicationServerKey: key,
      userVisibleOnly: true,
    })
    this.subscriptions.set(channelID, subscription)
    this.emit('subscribe', subscription)
    return subscription
  }

  /** Has the page unsubscribe, and waits until the push service has heard of it. */
  override async unsubscribe(
    { channelID }: { readonly channelID: string },
    options: WaitOptions = {},
  ): Promise<boolean> {
    const scope = this.#channels.get(channelID)
    if (scope === undefined) return false
    const work = this.unsubscribeVisit(this.#open(), scope, channelID)
    const confirmed = await this.deadline(options).bound(`${this.name} to unsubscribe`, work)
    if (confirmed) this.subscriptions.delete(channelID)
    return confirmed
  }

  /**
   * Takes the first notification that matches.
   *
   * @throws PushwrightError as that of {@link PushClient}; `ERR_LIMIT` if a worker reported more pushes than the browser acknowledged.
   */
  override async expectNotification(
    target?: NotificationTarget,
    options: WaitOptions & { what?: string } = {},
  ): Promise<Notification> {
    this.ledger.refuseIfLost()
    return super.expectNotification(target, options)
  }

  override async expectNone(options: Parameters<PushClient['expectNone']>[0] = {}): Promise<void> {
    await super.expectNone(options)
    this.ledger.refuseIfLost()
  }

  /** What `pushManager.getSubscription()` gives for a subscription: `null` when the browser has lost it. */
  currentSubscription({ channelID }: { readonly channelID: string }): Promise<PageSubscription | null> {
    return this.#open().subscription(this.#scopeOf(channelID))
  }

  /** Takes the first notification that a service worker showed and that matches, now or when it is shown. */
  expectShown(target: ShownTarget = () => true, options: WaitOptions = {}): Promise<ShownNotification> {
    const matches = typeof target === 'function' ? target : ({ title }: ShownNotification) => title === target
    const what = typeof target === 'function' ? 'a shown notification' : `the notification "${target}"`
    return this.#shown.take(() => `${what} of ${this.name}`, matches, this.deadline(options))
  }

  /**
   * Clicks a notification that is shown, and waits until the worker's `notificationclick` handlers are done. The click is a scripted
   * one, so that it does not let the worker open windows.
   *
   * @param title - Of the notification; the newest is meant.
   * @param options - `action`: of which button. Default: the notification itself. `on`: whose worker, default the first.
   * @throws PushwrightError `ERR_UNEXPECTED` if no such notification is shown, or a handler fails.
   */
  async click(
    title: string,
    options: WaitOptions & { action?: string; on?: { readonly channelID: string } } = {},
  ): Promise<void> {
    const { action = '', on } = options
    const scope = on === undefined ? firstScope : this.#scopeOf(on.channelID)
    const deadline = this.deadline(options)
    await deadline.bound(`${this.name} to click`, this.#open().click(scope, { title, action }))
    const what = (): string => `the click of "${title}" to be handled`
    const { error } = await this.#clicks.take(what, (click) => click.scope === scope, deadline)
    if (error === undefined) return
    throw new PushwrightError('ERR_UNEXPECTED', `Expected the click of "${title}" to be handled, got: ${error}.`)
  }

  /** Takes the first `pushsubscriptionchange` of a service worker, now or when it comes. */
  expectSubscriptionChange(options: WaitOptions = {}): Promise<SubscriptionChange> {
    return this.#changes.take(
      () => `a pushsubscriptionchange of ${this.name}`,
      () => true,
      this.deadline(options),
    )
  }

  /** Says whether the site may show notifications, as its user would; without, a browser ends its subscriptions. */
  permit(state: PermissionState): Promise<void> {
    return this.#open().permit(state)
  }

  /** Closes the page and its context, at the end of a test. */
  async dispose(): Promise<void> {
    const visit = this.#visit
    this.#visit = undefined
    if (visit !== undefined) this.releaseVisit(visit)
  }

  /** A site in a context of its own, with the permission to show notifications. */
  protected abstract takeVisit(): Promise<Visit>

  /** Gives the site back. */
  protected abstract releaseVisit(visit: Visit): void

  /** Connects the browser with the push service. */
  protected abstract goOnline(options: WaitOptions): Promise<void>

  /** Has a page subscribe, and finds out what the push service knows of it. */
  protected abstract subscribeVisit(visit: Visit, scope: string, key: string | null): Promise<Place & PageSubscription>

  /** Has a page unsubscribe; whether the push service has confirmed it. */
  protected abstract unsubscribeVisit(visit: Visit, scope: string, channelID: string): Promise<boolean>

  /** What `connect()` of a {@link PushClient} does, for a browser on whose behalf this client speaks. */
  protected openSocket(options: WaitOptions): Promise<void> {
    return super.connect(options)
  }

  /** Whether one of this client's subscriptions has the channel. */
  protected owns(channelID: string): boolean {
    return this.#channels.has(channelID)
  }

  /** The error for what only a client made of software can do. */
  protected cannot(what: string): PushwrightError {
    return new PushwrightError(
      'ERR_STATE',
      `${this.name} is a browser, in which a test cannot ${what}. Declare \`requireFeature(Feature.ClientRawFrames)\`, so that the test is skipped here.`,
    )
  }

  async #arrive(): Promise<Visit> {
    const visit = await this.takeVisit()
    visit.onReport = (report) => this.#onReport(report)
    return visit
  }

  #onReport(report: WorkerReport): void {
    if (report.type === 'shown') this.#shown.put(report.notification)
    if (report.type === 'clicked') this.#clicks.put(report)
    const channelID = this.#scopes.get(report.scope)
    // The page may have subscriptions of its own making.
    if (channelID === undefined) return
    if (report.type === 'push') this.ledger.report(channelID, Buffer.from(report.data ?? '', 'base64'))
    if (report.type === 'pushsubscriptionchange') this.#changes.put({ channelID, oldEndpoint: report.oldEndpoint })
  }

  #scopeOf(channelID: string): string {
    const scope = this.#channels.get(channelID)
    if (scope !== undefined) return scope
    throw new PushwrightError('ERR_OPTION', `Expected a subscription of ${this.name}, got channel ${channelID}.`)
  }

  #open(): Visit {
    if (this.#visit !== undefined) return this.#visit
    throw new PushwrightError('ERR_STATE', `${this.name} has no page. Call \`connect()\` first.`)
  }
}

/**
 * The client as the browser that it is.
 *
 * @throws PushwrightError `ERR_STATE` if it is none.
 */
export function browserClient(client: PushClient): BrowserClient {
  // Not with `instanceof`: the provisioner and the tests can load separate copies of this module.
  if ('expectShown' in client) return client as BrowserClient
  throw new PushwrightError(
    'ERR_STATE',
    `${client.name} is no browser. Declare \`requireFeature(Feature.ClientBrowser)\`, so that the test is skipped here.`,
  )
}

function readKey(key: string | Uint8Array | null | undefined): Uint8Array | null {
  if (key === undefined || key === null) return null
  const bytes = typeof key === 'string' ? decodeBase64url(key) : key
  if (bytes !== undefined) return bytes
  throw new PushwrightError('ERR_OPTION', 'Expected `applicationServerKey` to be base64url, got other characters.')
}
