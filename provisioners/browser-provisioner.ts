// What the provisioners of browsers have in common: a fixture server for each test file, and evidence when a test fails.
import { existsSync } from 'node:fs'
import {
  type BrowserClient,
  type BrowserProgram,
  type BrowserSeatOptions,
  findProgram,
  requireProgram,
} from 'pushwright/browser'
import {
  type ClientRequest,
  type Discovery,
  type GlobalSettings,
  isPushwrightError,
  type PushClient,
  type Scope,
  type TargetSettings,
} from 'pushwright/core'
import FixtureServerProvisioner from './fixture-server.ts'

/** The base class of provisioners whose clients are browsers. */
export default abstract class BrowserProvisioner extends FixtureServerProvisioner {
  /** Which one is looked for. */
  protected abstract readonly browser: BrowserProgram

  override configure(settings: TargetSettings, global: GlobalSettings): void {
    super.configure(settings, global)
    const serviceWorker = this.#serviceWorker
    this.settings.boolean('headless')
    if (serviceWorker !== undefined && !existsSync(serviceWorker)) {
      throw settings.error(
        'serviceWorker',
        `expected the file of a service worker, got ${serviceWorker}, which is not there.`,
      )
    }
    const binary = settings.string('binary')
    try {
      findProgram(this.browser, binary)
    } catch (error) {
      if (binary === undefined || !isPushwrightError(error, 'ERR_OPTION')) throw error
      throw settings.error('binary', `expected a program, got "${binary}", which is none.`)
    }
  }

  /** A target without a browser is down: its tests are not reported as failed one by one. */
  override async probeHealth(_scope: Scope): Promise<void> {
    requireProgram(this.browser, this.settings.string('binary'))
  }

  override async initialise(discovery: Discovery): Promise<void> {
    await super.initialise(discovery)
    await this.openBrowser()
  }

  override async setup(scope: Scope): Promise<void> {
    await super.setup(scope)
    scope.evidence.add({ contentType: 'text/plain', collect: async () => this.log })
  }

  override async finalise(): Promise<void> {
    await this.leaveBrowser()
    await super.finalise()
  }

  override async getConnectedClient(scope: Scope, request: ClientRequest = {}): Promise<PushClient> {
    const client = await super.getConnectedClient(scope, request)
    const { page } = client as BrowserClient
    scope.evidence.add({ contentType: 'image/png', collect: () => page.screenshot() })
    return client
  }

  protected override async disposeClient(client: PushClient): Promise<void> {
    await (client as BrowserClient).dispose()
  }

  /** What the browser wrote. */
  protected abstract get log(): string

  /** Has the browser ready for the tests of a file. */
  protected abstract openBrowser(): Promise<void>

  /** The tests of the file have ended; the browser goes on for the next one. */
  protected abstract leaveBrowser(): Promise<void>

  /** How browsers are started, and what they are given. */
  protected get seatOptions(): BrowserSeatOptions {
    const program = requireProgram(this.browser, this.settings.string('binary'))
    return { program, serviceWorker: this.#serviceWorker, headless: this.settings.boolean('headless', true) }
  }

  /** The file of the user's service worker. */
  get #serviceWorker(): string | undefined {
    return this.settings.path('serviceWorker')
  }
}
