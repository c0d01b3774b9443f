// The embedded push service: one in each worker (`scope = file`), or one for the run (`scope = run`).
import {
  type ClientRequest,
  type Discovery,
  type FeatureProvider,
  FixtureServer,
  Provisioner,
  quirks,
  type Scope,
} from 'pushwright/core'

/** Keys: `profile`, `tls`, `scope`, and `quirks[]`, which the server then plays. */
export default class FixtureServerProvisioner extends Provisioner {
  #server: FixtureServer | undefined
  #runServer: FixtureServer | undefined
  #url = ''

  override async prepareRun(): Promise<Record<string, unknown>> {
    if (!this.#isShared) return {}
    this.#runServer = await this.#start()
    this.#url = this.#runServer.url
    return { url: this.#runServer.url, origin: this.#runServer.origin }
  }

  override async finishRun(): Promise<void> {
    await this.#runServer?.close()
  }

  /** A server of the file does not exist yet; that of the run was started a moment ago. */
  override async probeHealth(scope: Scope): Promise<void> {
    if (this.#isShared) await super.probeHealth(scope)
  }

  override async discover(_scope: Scope, shared: Record<string, unknown>): Promise<Discovery> {
    const missing = new Set(this.settings.missingFeatures)
    const providers: FeatureProvider[] = [this.provider('connection', ''), this.provider('endpoint', '')]
    if (!this.#isShared) providers.push(this.provider('control', ''))
    const url = String(shared.url ?? 'fixture-server')
    return {
      providers: providers.map((provider) => ({
        ...provider,
        url,
        features: provider.features.filter((feature) => !missing.has(feature)),
      })),
      quirks: this.declaredQuirks(),
      shared,
    }
  }

  override async initialise(discovery: Discovery): Promise<void> {
    await super.initialise(discovery)
    if (this.#isShared) {
      this.#url = String(discovery.shared?.url)
      return
    }
    this.#server = await this.#start()
    this.#url = this.#server.url
  }

  override async finalise(): Promise<void> {
    await this.#server?.close()
    this.#server = undefined
  }

  override get server(): FixtureServer | undefined {
    return this.#server
  }

  protected override clientOptions(_request: ClientRequest): { url: string; clock?: FixtureServer['clock'] } {
    return { url: this.#url, ...(this.#server && { clock: this.#server.clock }) }
  }

  get #isShared(): boolean {
    return this.settings.choice('scope', ['file', 'run']) === 'run'
  }

  #start(): Promise<FixtureServer> {
    const declared = new Set(this.settings.quirks)
    const behaviours = quirks.filter(({ id }) => declared.has(id)).map(({ behaviour }) => behaviour)
    return FixtureServer.start({ profile: this.settings.string('profile', 'ideal'), behaviours })
  }
}
