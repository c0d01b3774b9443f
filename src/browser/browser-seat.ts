// A browser with all that belongs to it: what push clients take their places in.
import type { Browser, LaunchOptions } from './browser.ts'
import { type Closer, closeAll } from './close-all.ts'
import type { PageHost, PageHostOptions } from './page-host.ts'
import type { Seat } from './shared-seats.ts'
import { VisitQueue } from './visit-queue.ts'

/** How a seat is made. */
export interface BrowserSeatOptions extends PageHostOptions, LaunchOptions {
  /** The path of the browser. */
  readonly program: string
}

/** What a seat is made of. */
export interface SeatParts {
  readonly browser: Browser
  readonly host: PageHost
  /** Of all of it, the browser and the host included. */
  readonly closers: Closer[]
}

/** What the seats of all browsers have in common. */
export abstract class BrowserSeat implements Seat {
  protected readonly visits: VisitQueue
  readonly #browser: Browser
  readonly #closers: Closer[]
  #isEnded = false

  protected constructor({ browser, host, closers }: SeatParts) {
    this.#browser = browser
    this.#closers = closers
    this.visits = new VisitQueue(browser, host)
    browser.onEnd(() => {
      this.#isEnded = true
    })
  }

  /** Whether the browser is gone, also when nobody wanted that. */
  get isEnded(): boolean {
    return this.#isEnded
  }

  /** The processes of the browser have this group. */
  get processGroup(): number {
    return this.#browser.processGroup
  }

  /** What it keeps on disk while it runs. */
  get directory(): string {
    return this.#browser.directory
  }

  /** What the browser wrote. */
  get log(): string {
    return this.#browser.log
  }

  /** Ends the browser and all that belongs to it. */
  async close(): Promise<void> {
    await this.visits.close()
    await closeAll(this.#closers)
  }
}
