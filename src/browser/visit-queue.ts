// Keeps one visit ready, so that no test waits for a page to load and a service worker to start.
import type { Browser } from './browser.ts'
import type { PageHostOptions } from './page-host.ts'
import { Visit } from './visit.ts'

/** The visits of one browser. */
export class VisitQueue {
  readonly #browser: Browser
  readonly #options: PageHostOptions
  #next: Promise<Visit> | undefined

  constructor(browser: Browser, options: PageHostOptions) {
    this.#browser = browser
    this.#options = options
    this.#prepare()
  }

  /** The one that is ready; the next one is opened meanwhile. */
  async take(): Promise<Visit> {
    const visit = this.#next ?? this.#open()
    this.#next = undefined
    const taken = await visit
    this.#prepare()
    return taken
  }

  /** Closes the one that nobody took. */
  async close(): Promise<void> {
    const visit = this.#next
    this.#next = undefined
    await visit?.then(
      (opened) => opened.close(),
      () => {
        // It was never open. Who wanted it would have been told.
      },
    )
  }

  #prepare(): void {
    this.#next ??= this.#open()
    // It fails for whoever takes it.
    this.#next.catch(() => {})
  }

  #open(): Promise<Visit> {
    return Visit.open(this.#browser, this.#options)
  }
}
