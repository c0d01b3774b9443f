// Firefox with all that belongs to it: a profile, the relay that is its push service, and the wall around it.
import { BrowserSeat, type BrowserSeatOptions, type SeatParts } from '../browser-seat.ts'
import { openAll } from '../close-all.ts'
import { PageHost } from '../page-host.ts'
import type { Visit } from '../visit.ts'
import { Firefox } from './firefox.ts'
import { FirefoxProfile } from './firefox-profile.ts'
import { PushRelay } from './push-relay.ts'
import { RefusingProxy } from './refusing-proxy.ts'

/** A Firefox in which push clients can take their places. */
export class FirefoxSeat extends BrowserSeat {
  readonly relay: PushRelay

  private constructor(relay: PushRelay, parts: SeatParts) {
    super(parts)
    this.relay = relay
  }

  /** Starts all of it; nothing is left if that fails. */
  static open(options: BrowserSeatOptions): Promise<FirefoxSeat> {
    return openAll(async (closers) => {
      const [relay, proxy, host] = await Promise.all([
        PushRelay.start(),
        RefusingProxy.start(),
        PageHost.start(options),
      ])
      for (const server of [relay, proxy, host]) closers.push(() => server.close())
      const profile = await FirefoxProfile.create({ pushUrl: relay.url, proxyPort: proxy.port })
      closers.push(() => profile.remove())
      const browser = await Firefox.launch(options.program, profile, options)
      closers.push(() => browser.close())
      return new FirefoxSeat(relay, { browser, host, closers })
    })
  }

  takeVisit(): Promise<Visit> {
    return this.visits.take()
  }

  releaseVisit(visit: Visit): void {
    this.visits.release(visit)
  }
}
