// Firefox with all that belongs to it: a profile, the relay that is its push service, and the wall around it.
import { type Closer, closeAll } from '../close-all.ts'
import type { PageHostOptions } from '../page-host.ts'
import type { Visit } from '../visit.ts'
import { VisitQueue } from '../visit-queue.ts'
import { Firefox } from './firefox.ts'
import { FirefoxProfile } from './firefox-profile.ts'
import { PushRelay } from './push-relay.ts'
import { RefusingProxy } from './refusing-proxy.ts'

/** How a seat is made. */
export interface FirefoxSeatOptions extends PageHostOptions {
  /** The path of Firefox. */
  readonly program: string
}

/** A Firefox in which push clients can take their places. */
export class FirefoxSeat {
  readonly firefox: Firefox
  readonly relay: PushRelay
  readonly #profile: FirefoxProfile
  readonly #visits: VisitQueue
  readonly #closers: Closer[]
  #isEnded = false

  private constructor(
    { firefox, relay, profile }: { firefox: Firefox; relay: PushRelay; profile: FirefoxProfile },
    options: PageHostOptions,
    closers: Closer[],
  ) {
    this.firefox = firefox
    this.relay = relay
    this.#profile = profile
    this.#visits = new VisitQueue(firefox, options)
    this.#closers = closers
    firefox.onEnd(() => {
      this.#isEnded = true
    })
  }

  /** Starts all of it; nothing is left if that fails. */
  static async open({ program, ...options }: FirefoxSeatOptions): Promise<FirefoxSeat> {
    const closers: Closer[] = []
    try {
      const [relay, proxy] = await Promise.all([PushRelay.start(), RefusingProxy.start()])
      closers.push(
        () => relay.close(),
        () => proxy.close(),
      )
      const profile = await FirefoxProfile.create({ pushUrl: relay.url, proxyPort: proxy.port })
      closers.push(() => profile.remove())
      const firefox = await Firefox.launch(program, profile)
      closers.push(() => firefox.close())
      return new FirefoxSeat({ firefox, relay, profile }, options, closers)
    } catch (error) {
      await closeAll(closers)
      throw error
    }
  }

  /** Whether Firefox is gone, also when nobody wanted that. */
  get isEnded(): boolean {
    return this.#isEnded
  }

  /** The processes of the browser have this group. */
  get processGroup(): number {
    return this.firefox.processGroup
  }

  /** What it keeps on disk while it runs. */
  get directory(): string {
    return this.#profile.directory
  }

  /** What Firefox wrote. */
  get log(): string {
    return this.firefox.log
  }

  takeVisit(): Promise<Visit> {
    return this.#visits.take()
  }

  releaseVisit(visit: Visit): void {
    this.#visits.release(visit)
  }

  /** Ends Firefox and all that belongs to it. */
  async close(): Promise<void> {
    await this.#visits.close()
    await closeAll(this.#closers)
  }
}
