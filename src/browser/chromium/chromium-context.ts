// A browser context of Chromium: what it calls an incognito profile.
import type { BrowserContext, PermissionState } from '../browser.ts'
import type { Cdp } from './cdp.ts'
import { ChromiumPage } from './chromium-page.ts'

/** A browser context with one page. */
export class ChromiumContext implements BrowserContext {
  readonly page: ChromiumPage
  readonly #cdp: Cdp
  readonly #browserContextId: string

  private constructor(cdp: Cdp, browserContextId: string, page: ChromiumPage) {
    this.#cdp = cdp
    this.#browserContextId = browserContextId
    this.page = page
  }

  /** Makes one. */
  static async open(cdp: Cdp): Promise<ChromiumContext> {
    const { browserContextId } = await cdp.command('Target.createBrowserContext', {})
    return new ChromiumContext(cdp, browserContextId, await ChromiumPage.create(cdp, browserContextId))
  }

  async setPermission(origin: string, state: PermissionState): Promise<void> {
    const browserContextId = this.#browserContextId
    const permission = { name: 'notifications' }
    await this.#cdp.command('Browser.setPermission', { permission, setting: state, origin, browserContextId })
  }

  async close(): Promise<void> {
    await this.#cdp.command('Target.disposeBrowserContext', { browserContextId: this.#browserContextId })
  }
}
