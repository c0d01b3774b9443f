// Keeps visits ready, so that no test waits for a page to load and a service worker to start.
import type { Browser, BrowserContext } from './browser.ts'
import type { PageHost } from './page-host.ts'
import { Visit } from './visit.ts'

/** How many are made ready, less those that tests have and will give back. One is always on its way. */
const wanted = 3

/**
 * The visits of one browser. Contexts are cleared and used again, since a new one costs several times as much: Firefox starts a
 * process for each. They are opened and closed one at a time: Firefox can lose a tab that opens while another closes.
 */
export class VisitQueue {
  readonly #browser: Browser
  readonly #host: PageHost
  /** The oldest first; they may not be ready yet. */
  readonly #ready: Promise<Visit>[] = []
  #taken = 0
  /** Visits that others must not find anything of. */
  #leaving: Promise<unknown> = Promise.resolve()
  #turn: Promise<unknown> = Promise.resolve()
  #isClosed = false

  constructor(browser: Browser, host: PageHost) {
    this.#browser = browser
    this.#host = host
    this.#prepare()
  }

  /** The one that is ready, or will be first. */
  async take(): Promise<Visit> {
    const visit = this.#ready.shift() ?? this.#open()
    this.#taken++
    this.#prepare()
    try {
      await this.#leaving
      return await visit
    } catch (error) {
      this.#taken--
      throw error
    }
  }

  /** Takes back a visit; nobody needs to wait. */
  release(visit: Visit): void {
    this.#taken--
    visit.end()
    if (this.#isClosed) return
    const left = visit.context.leave()
    this.#leaving = Promise.allSettled([this.#leaving, left])
    if (this.#ready.length < wanted) this.#keep(this.#renew(visit.context, left))
    else this.#discard(visit.context)
  }

  /** Prepares no more. The browser is about to end, and its contexts with it. */
  async close(): Promise<void> {
    this.#isClosed = true
    await Promise.allSettled(this.#ready.splice(0))
    await this.#turn
  }

  #prepare(): void {
    while (this.#ready.length < Math.max(1, wanted - this.#taken)) this.#keep(this.#open())
  }

  #keep(visit: Promise<Visit>): void {
    // It fails for whoever takes it.
    visit.catch(() => {})
    this.#ready.push(visit)
  }

  async #renew(context: BrowserContext, left: Promise<void>): Promise<Visit> {
    try {
      await left
      return await Visit.open(context, this.#host)
    } catch {
      // Whatever it was, it ends with the context.
      this.#discard(context)
      return this.#open()
    }
  }

  async #open(): Promise<Visit> {
    const context = await this.#inTurn(() => this.#browser.openContext())
    try {
      return await Visit.open(context, this.#host)
    } catch (error) {
      this.#discard(context)
      throw error
    }
  }

  #discard(context: BrowserContext): void {
    // What cannot be closed is in a browser that has ended.
    this.#inTurn(() => context.close()).catch(() => {})
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work)
    this.#turn = done.catch(() => {})
    return done
  }
}
