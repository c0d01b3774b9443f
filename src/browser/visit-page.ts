// The page of a visit. The browser's own page goes on to the next visit, and whoever still has this one must not reach it.
import { PushwrightError } from '../errors/index.ts'
import type { BrowserPage } from './browser.ts'

/** A page until its visit ends. */
export class VisitPage implements BrowserPage {
  #page: BrowserPage | undefined

  constructor(page: BrowserPage) {
    this.#page = page
  }

  async goto(url: string): Promise<void> {
    await this.#open.goto(url)
  }

  async evaluate<T = unknown>(expression: string): Promise<T> {
    return this.#open.evaluate<T>(expression)
  }

  async screenshot(): Promise<Buffer> {
    return this.#open.screenshot()
  }

  /** From now on it is closed for those who have it. */
  end(): void {
    this.#page = undefined
  }

  get #open(): BrowserPage {
    if (this.#page !== undefined) return this.#page
    throw new PushwrightError('ERR_CLOSED', 'The page was closed with its push client, at the end of the test.')
  }
}
