// A part of Chromium for one push client. It is no browser context: in those, as in incognito windows, nothing can subscribe.
import type { BrowserContext, PermissionState } from '../browser.ts'
import type { Cdp } from './cdp.ts'
import { ChromiumPage } from './chromium-page.ts'

/** A page, apart from others by the origins that it opens. */
export class ChromiumContext implements BrowserContext {
  readonly page: ChromiumPage
  readonly #cdp: Cdp
  readonly #origins = new Set<string>()

  private constructor(cdp: Cdp, page: ChromiumPage) {
    this.#cdp = cdp
    this.page = page
  }

  /** Makes one. */
  static async open(cdp: Cdp): Promise<ChromiumContext> {
    return new ChromiumContext(cdp, await ChromiumPage.create(cdp))
  }

  async setPermission(origin: string, state: PermissionState): Promise<void> {
    this.#origins.add(origin)
    const permission = { name: 'notifications' }
    await this.#cdp.command('Browser.setPermission', { permission, setting: state, origin })
  }

  async close(): Promise<void> {
    for (const origin of this.#origins) await this.page.forget(origin)
    await this.page.close()
  }
}
