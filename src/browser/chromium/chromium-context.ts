// A part of Chromium for one push client. It is no browser context: in those, as in incognito windows, nothing can subscribe.
import type { BrowserContext, PermissionState } from '../browser.ts'
import type { Cdp } from './cdp.ts'
import { ChromiumPage } from './chromium-page.ts'

/** A page, apart from others by the origins that it opens: what it stored is forgotten by origin. */
export class ChromiumContext implements BrowserContext {
  readonly page: ChromiumPage
  readonly #cdp: Cdp
  /** The origin that was entered last. */
  #own: string | undefined

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
    await this.page.startOver(`${origin}/`)
    await this.#endWorkers()
    this.#own = origin
    await this.setPermission(origin, 'granted')
  }

  /** Nobody else ever has the origin that was entered, but everybody can open those that the page has gone to from there. */
  async leave(): Promise<void> {
    const origins = new Set(this.page.origins)
    // That of `about:blank` and the like.
    origins.delete('null')
    origins.delete(this.#own ?? '')
    if (origins.size === 0) return
    await this.page.startOver('about:blank')
    await Promise.all(Array.from(origins, (origin) => this.page.forget(origin)))
  }

  async close(): Promise<void> {
    await this.#endWorkers()
    await this.page.close()
  }

  async #endWorkers(): Promise<void> {
    if (this.#own !== undefined) await this.page.endWorkers(this.#own)
  }
}
