// A part of Chromium for one push client. It is no browser context: in those, as in incognito windows, nothing can subscribe.
import type { BrowserContext, PermissionState } from '../browser.ts'
import type { Cdp } from './cdp.ts'
import { ChromiumPage } from './chromium-page.ts'

/** A page, apart from others by the origins that it opens: what it stored is forgotten by origin. */
export class ChromiumContext implements BrowserContext {
  readonly page: ChromiumPage
  readonly #cdp: Cdp
  /** Entered last. */
  #own = 'null'

  private constructor(cdp: Cdp, page: ChromiumPage) {
    this.#cdp = cdp
    this.page = page
  }

  /** Makes one. */
  static async open(cdp: Cdp): Promise<ChromiumContext> {
    return new ChromiumContext(cdp, await ChromiumPage.create(cdp))
  }

  async setPermission(origin: string, state: PermissionState): Promise<void> {
    const permission = { name: 'notifications' }
    await this.#cdp.command('Browser.setPermission', { permission, setting: state, origin })
  }

  async enter(origin: string): Promise<void> {
    const left = this.#visited
    await this.page.startOver(`${origin}/`)
    await this.#forget(left)
    this.#own = origin
    await this.setPermission(origin, 'granted')
  }

  /** Nobody else ever has the origin that was entered, but everybody can open those that the page has gone to from there. */
  async leave(): Promise<void> {
    const others = this.#visited.filter((origin) => origin !== this.#own)
    if (others.length === 0) return
    await this.page.startOver('about:blank')
    await this.#forget(others)
  }

  async close(): Promise<void> {
    await this.#forget(this.#visited)
    await this.page.close()
  }

  /** Those of all that the page has asked for; `about:blank` and the like have none. */
  get #visited(): string[] {
    const origins = [this.#own, ...this.page.requests.map((url) => new URL(url).origin)]
    return [...new Set(origins)].filter((origin) => origin !== 'null')
  }

  async #forget(origins: readonly string[]): Promise<void> {
    await Promise.all(origins.map((origin) => this.page.forget(origin)))
  }
}
