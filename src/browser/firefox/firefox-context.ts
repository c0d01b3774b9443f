// A user context of Firefox: what it calls a container.
import { PushwrightError } from '../../errors/index.ts'
import type { BrowserContext, BrowserPage, PermissionState } from '../browser.ts'
import type { Bidi } from './bidi.ts'

/** A user context with one tab. */
export class FirefoxContext implements BrowserContext {
  readonly page: BrowserPage
  readonly #bidi: Bidi
  readonly #userContext: string

  private constructor(bidi: Bidi, userContext: string, page: BrowserPage) {
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

  async close(): Promise<void> {
    await this.#bidi.command('browser.removeUserContext', { userContext: this.#userContext })
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

  /** BiDi has its own notation of values; JSON is enough here. */
  async evaluate<T = unknown>(expression: string): Promise<T> {
    const outcome = await this.#bidi.command('script.evaluate', {
      expression: `Promise.resolve(${expression}).then((value) => JSON.stringify(value) ?? 'null')`,
      target: { context: this.#context },
      awaitPromise: true,
    })
    if (outcome.type === 'success') return JSON.parse(String(outcome.result.value)) as T
    throw new PushwrightError('ERR_UNEXPECTED', `The page threw: ${outcome.exceptionDetails.text}`)
  }

  async screenshot(): Promise<Buffer> {
    const { data } = await this.#bidi.command('browsingContext.captureScreenshot', { context: this.#context })
    return Buffer.from(data, 'base64')
  }
}
