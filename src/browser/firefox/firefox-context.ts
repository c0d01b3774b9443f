// A user context of Firefox: what it calls a container.
import { PushwrightError } from '../../errors/index.ts'
import type { BrowserContext, BrowserPage, PermissionState } from '../browser.ts'
import { type Bidi, evaluate } from './bidi.ts'

/** A user context with one tab. */
export class FirefoxContext implements BrowserContext {
  readonly page: FirefoxPage
  readonly #bidi: Bidi
  readonly #userContext: string
  #isUsed = false

  private constructor(bidi: Bidi, userContext: string, page: FirefoxPage) {
    this.#bidi = bidi
    this.#userContext = userContext
    this.page = page
  }

  /** Makes one. */
  static async open(bidi: Bidi): Promise<FirefoxContext> {
    const { userContext } = await bidi.command('browser.createUserContext', {})
    // In the background, since showing a tab takes longer than all else.
    const tab = { type: 'tab', userContext, background: true } as const
    const { context } = await bidi.command('browsingContext.create', tab)
    return new FirefoxContext(bidi, userContext, new FirefoxPage(bidi, context))
  }

  async setPermission(origin: string, state: PermissionState): Promise<void> {
    const userContext = this.#userContext
    const descriptor = { name: 'notifications' }
    await this.#bidi.command('permissions.setPermission', { descriptor, state, origin, userContext })
  }

  async enter(origin: string): Promise<void> {
    await this.page.goto(`${origin}/`)
    if (this.#isUsed) await this.#forget()
    this.#isUsed = true
    await this.setPermission(origin, 'granted')
  }

  /** Containers find nothing of each other. */
  async leave(): Promise<void> {}

  async close(): Promise<void> {
    await this.#bidi.command('browser.removeUserContext', { userContext: this.#userContext })
  }

  /**
   * Removing the container would do the same, and is what WebDriver BiDi has a command for; but then its process and its tab would
   * have to be made again.
   */
  async #forget(): Promise<void> {
    const { contexts } = await this.#bidi.command('browsingContext.getTree', { 'moz:scope': 'chrome', maxDepth: 0 })
    const [window] = contexts
    if (window === undefined)
      throw new PushwrightError('ERR_UNEXPECTED', 'Expected Firefox to have a window, got none.')
    await evaluate(this.#bidi, window.context, forgetting(this.#userContext))
  }
}

class FirefoxPage implements BrowserPage {
  readonly #bidi: Bidi
  readonly #context: string

  constructor(bidi: Bidi, context: string) {
    this.#bidi = bidi
    this.#context = context
  }

  async goto(url: string): Promise<void> {
    await this.#bidi.command('browsingContext.navigate', { context: this.#context, url, wait: 'complete' })
  }

  async evaluate<T = unknown>(expression: string): Promise<T> {
    return evaluate<T>(this.#bidi, this.#context, expression)
  }

  async screenshot(): Promise<Buffer> {
    const { data } = await this.#bidi.command('browsingContext.captureScreenshot', { context: this.#context })
    return Buffer.from(data, 'base64')
  }
}

/** What Firefox is to run with the rights of its own code, for which it is started. */
function forgetting(userContext: string): string {
  return `(async () => {
    const { UserContextManager } = ChromeUtils.importESModule('chrome://remote/content/shared/UserContextManager.sys.mjs')
    const userContextId = UserContextManager.getInternalIdById(${JSON.stringify(userContext)})
    const windows = [...Services.wm.getEnumerator('navigator:browser')]
    const tabs = windows.flatMap(({ gBrowser }) => gBrowser.tabs).filter((tab) => tab.userContextId === userContextId)
    if (tabs.length !== 1) throw new Error('The page has opened another, or has gone.')
    await new Promise((onDataDeleted) => {
      Services.clearData.deleteDataFromOriginAttributesPattern({ userContextId }, { onDataDeleted })
    })
  })()`
}
