// Chromium, headless and offline, with a fixture for its device registry and message channel in front of a fixture server.
import { type BrowserProgram, ChromiumClient, ChromiumSeat, chromiumProgram, sharedSeat } from 'pushwright/browser'
import { Feature, type PushClientOptions } from 'pushwright/core'
import BrowserProvisioner from './browser-provisioner.ts'

/** Keys: those of the fixture server but `scope`; `binary`, `headless`, `serviceWorker`. */
export default class ChromiumProvisioner extends BrowserProvisioner {
  #seat: ChromiumSeat | undefined

  protected override readonly browser: BrowserProgram = chromiumProgram

  protected override get log(): string {
    return this.#seat?.log ?? ''
  }

  protected override async openBrowser(): Promise<void> {
    const options = this.seatOptions
    this.#seat = await sharedSeat(`chromium ${JSON.stringify(options)}`, () => ChromiumSeat.open(options))
  }

  /** Its clients have left, and nothing else has to do with the server of the file. */
  protected override async leaveBrowser(): Promise<void> {}

  protected override createClient(options: PushClientOptions): ChromiumClient {
    return new ChromiumClient(options, { open: () => this.#useSeat() })
  }

  /** A browser decides itself what it sends, and when it acknowledges; this one drops what is no text. */
  protected override missingClientFeatures(): string[] {
    const { ClientRawFrames, ClientManualAck, ClientNack, ClientAnyPayload } = Feature
    return [ClientRawFrames, ClientManualAck, ClientNack, ClientAnyPayload].map(({ id }) => id)
  }

  /** Chromium may have crashed in the test before. */
  async #useSeat(): Promise<ChromiumSeat> {
    if (this.#seat === undefined || this.#seat.isEnded) await this.openBrowser()
    return this.#seat as ChromiumSeat
  }
}
