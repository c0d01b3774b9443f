// Keeps one visit ready, so that no test waits for a page to load and a service worker to start.
import type { Browser } from './browser.ts'
import type { PageHostOptions } from './page-host.ts'
import { Visit } from './visit.ts'

/** The visits of one browser, which opens and closes one at a time: Firefox can lose a tab that opens while another closes. */
export class VisitQueue {
  readonly #browser: Browser
  readonly #options: PageHostOptions
  #next: Promise<Visit> | undefined
  #turn: Promise<unknown> = Promise.resolve()

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

  /** Closes a visit as soon as the browser has time for it; nobody needs to wait. */
  release(visit: Visit): void {
    // What cannot be closed is in a browser that has ended.
    this.#inTurn(() => visit.close()).catch(() => {})
  }

  /** Closes the one that nobody took, and waits for those that were released. */
  async close(): Promise<void> {
    const next = this.#next
    this.#next = undefined
    const visit = await next?.catch(() => undefined)
    if (visit !== undefined) this.release(visit)
    await this.#turn
  }

  #prepare(): void {
    this.#next ??= this.#open()
    // It fails for whoever takes it.
    this.#next.catch(() => {})
  }

  #open(): Promise<Visit> {
    return this.#inTurn(() => Visit.open(this.#browser, this.#options))
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work)
    this.#turn = done.catch(() => {})
    return done
  }
}
