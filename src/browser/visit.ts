// One site that a browser has open, in a context of its own: a page, and the service workers that it registers.
import type { PublicSubscriptionKeys } from '../webpush/index.ts'
import type { BrowserContext, BrowserPage, PermissionState } from './browser.ts'
import type { PageHost } from './page-host.ts'
import type { PageSite } from './page-site.ts'
import { VisitPage } from './visit-page.ts'
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
  readonly context: BrowserContext
  readonly #page: VisitPage
  readonly #site: PageSite

  private constructor(context: BrowserContext, site: PageSite) {
    this.context = context
    this.#page = new VisitPage(context.page)
    this.#site = site
  }

  /** Opens one in a context that nobody else uses any more. The context is left open if that fails. */
  static async open(context: BrowserContext, host: PageHost): Promise<Visit> {
    const visit = new Visit(context, host.openSite())
    try {
      await context.enter(visit.origin)
      await visit.#call('register', firstScope)
      return visit
    } catch (error) {
      visit.end()
      throw error
    }
  }

  get page(): BrowserPage {
    return this.#page
  }

  /** Of the site, and of all that its workers report. */
  get origin(): string {
    return this.#site.origin
  }

  /** Hears every report of the workers from now on. */
  set onReport(listener: (report: WorkerReport) => void) {
    this.#site.onReport = listener
  }

  /** Says whether the site may show notifications. */
  permit(state: PermissionState): Promise<void> {
    return this.context.setPermission(this.origin, state)
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

  /** Nobody hears of it any more, and its page is out of reach; the context stays, with all that is in it. */
  end(): void {
    this.#site.close()
    this.#page.end()
  }

  #call<T>(name: string, ...args: unknown[]): Promise<T> {
    return this.page.evaluate<T>(`pushwright.${name}(${args.map((arg) => JSON.stringify(arg)).join(', ')})`)
  }
}
