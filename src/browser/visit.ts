// One site that a browser has open, in a context of its own: a page, and the service workers that it registers.
import type { PublicSubscriptionKeys } from '../webpush/index.ts'
import type { Browser, BrowserContext, BrowserPage, PermissionState } from './browser.ts'
import { PageHost, type PageHostOptions } from './page-host.ts'
import type { WorkerReport } from './worker-report.ts'

/** A subscription as `toJSON()` of the page's gives it. */
export interface PageSubscription {
  readonly endpoint: string
  readonly keys: PublicSubscriptionKeys
}

/** The scope of the first worker; it is registered before anybody subscribes. */
export const firstScope = '/'

/** A page with the permission to show notifications. */
export class Visit {
  readonly page: BrowserPage
  readonly #context: BrowserContext
  readonly #host: PageHost

  private constructor(context: BrowserContext, host: PageHost) {
    this.page = context.page
    this.#context = context
    this.#host = host
  }

  /** Opens one; nothing of it is left if that fails. */
  static async open(browser: Browser, options: PageHostOptions): Promise<Visit> {
    const host = await PageHost.start(options)
    let context: BrowserContext | undefined
    try {
      context = await browser.openContext()
      await context.setPermission(host.origin, 'granted')
      await context.page.goto(`${host.origin}/`)
      const visit = new Visit(context, host)
      await visit.#call('register', firstScope)
      return visit
    } catch (error) {
      await context?.close()
      await host.close()
      throw error
    }
  }

  /** Of the site, and of all that its workers report. */
  get origin(): string {
    return this.#host.origin
  }

  /** Hears every report of the workers from now on. */
  set onReport(listener: (report: WorkerReport) => void) {
    this.#host.onReport = listener
  }

  /** Says whether the site may show notifications. */
  permit(state: PermissionState): Promise<void> {
    return this.#context.setPermission(this.#host.origin, state)
  }

  /** `pushManager.subscribe()` of the worker with this scope, which is registered if need be. */
  subscribe(scope: string, applicationServerKey: string | null): Promise<PageSubscription> {
    return this.#call('subscribe', scope, applicationServerKey)
  }

  /** `subscription.unsubscribe()`. */
  unsubscribe(scope: string): Promise<boolean> {
    return this.#call('unsubscribe', scope)
  }

  /** `pushManager.getSubscription()`. */
  subscription(scope: string): Promise<PageSubscription | null> {
    return this.#call('subscription', scope)
  }

  /** Has the worker dispatch the click of a notification; it reports when it has handled it. */
  click(scope: string, command: { readonly title: string; readonly action: string }): Promise<void> {
    return this.#call('click', scope, command)
  }

  async close(): Promise<void> {
    try {
      await this.#context.close()
    } finally {
      await this.#host.close()
    }
  }

  #call<T>(name: string, ...args: unknown[]): Promise<T> {
    return this.page.evaluate<T>(`pushwright.${name}(${args.map((arg) => JSON.stringify(arg)).join(', ')})`)
  }
}
