// Firefox, headless and offline, with a fixture server for its push service: each client is a container, or a browser of its own.
import { type BrowserProgram, FirefoxClient, FirefoxSeat, firefoxProgram, sharedSeat } from 'pushwright/browser'
import { Feature, type PushClientOptions } from 'pushwright/core'
import BrowserProvisioner from './browser-provisioner.ts'

/** Keys: those of the fixture server but `scope`; `binary`, `headless`, `isolation`, `serviceWorker`. */
export default class FirefoxProvisioner extends BrowserProvisioner {
  #shared: FirefoxSeat | undefined

  protected override readonly browser: BrowserProgram = firefoxProgram

  protected override get log(): string {
    return this.#shared?.log ?? ''
  }

  protected override async openBrowser(): Promise<void> {
    if (this.#isolates) return
    this.#shared = await sharedSeat(`firefox ${JSON.stringify(this.seatOptions)}`, () => this.#openSeat())
    // The first client takes it online: a Firefox whose connections end at once comes back later each time.
    await this.#shared.relay.serve(this.#service)
  }

  protected override async leaveBrowser(): Promise<void> {
    await this.#shared?.relay.goOffline({ code: 1000 })
  }

  protected override createClient(options: PushClientOptions): FirefoxClient {
    if (!this.#isolates) return new FirefoxClient(options, { open: () => this.#useShared(), close: async () => {} })
    const open = async (): Promise<FirefoxSeat> => {
      const seat = await this.#openSeat()
      await seat.relay.serve(this.#service)
      return seat
    }
    return new FirefoxClient(options, { open, close: (seat) => seat.close() })
  }

  /** A browser decides itself what it sends, and when it acknowledges; its containers share one connection. */
  protected override missingClientFeatures(): string[] {
    const { ClientRawFrames, ClientManualAck, ClientNack, ClientOwnSession } = Feature
    const missing = [ClientRawFrames, ClientManualAck, ClientNack, ...(this.#isolates ? [] : [ClientOwnSession])]
    return missing.map(({ id }) => id)
  }

  get #isolates(): boolean {
    return this.settings.choice('isolation', ['container', 'browser']) === 'browser'
  }

  get #service(): Pick<PushClientOptions, 'url' | 'tls'> {
    const { url, tls } = this.clientOptions({})
    return { url, ...(tls && { tls }) }
  }

  /** Firefox may have crashed in the test before. */
  async #useShared(): Promise<FirefoxSeat> {
    if (this.#shared === undefined || this.#shared.isEnded) await this.openBrowser()
    return this.#shared as FirefoxSeat
  }

  #openSeat(): Promise<FirefoxSeat> {
    return FirefoxSeat.open(this.seatOptions)
  }
}
