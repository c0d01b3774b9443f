// The embedded push service: one in each worker (`scope = file`), or one for the run (`scope = run`).
import {
  type ClientRequest,
  type Discovery,
  FixtureServer,
  type GlobalSettings,
  type Profile,
  Provisioner,
  profiles,
  quirks,
  type Scope,
  type TargetSettings,
} from 'pushwright/core'

/** Keys: `profile`, `tls`, `scope`, and `quirks[]`, which the server then plays. */
export default class FixtureServerProvisioner extends Provisioner {
  #server: FixtureServer | undefined
  #runServer: FixtureServer | undefined
  #url = ''

  override configure(settings: TargetSettings, global: GlobalSettings): void {
    super.configure(settings, global)
    // Read once, so that a wrong name stops the run here.
    void this.#profile
  }

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
    const url = String(shared.url ?? this.target)
    const providers = [this.provider('connection', url), this.provider('endpoint', url)]
    if (!this.#isShared) providers.push(this.provider('control', url))
    return { providers, quirks: this.declaredQuirks(), shared }
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

  /** The quirks of the profile, and those that the INI adds. */
  protected override declaredQuirks(): string[] {
    const played = new Set(this.#profile.behaviours.map(({ name }) => name))
    const ofProfile = quirks.filter(({ behaviour }) => played.has(behaviour.name)).map(({ id }) => id)
    return [...new Set([...ofProfile, ...super.declaredQuirks()])]
  }

  get #profile(): Profile {
    const name = this.settings.string('profile', 'ideal')
    const profile = profiles.get(name)
    if (profile !== undefined) return profile
    throw this.settings.error('profile', `expected one of ${[...profiles.keys()].join(', ')}, got "${name}".`)
  }

  get #isShared(): boolean {
    return this.settings.choice('scope', ['file', 'run']) === 'run'
  }

  #start(): Promise<FixtureServer> {
    const declared = new Set(this.settings.quirks)
    const behaviours = quirks.filter(({ id }) => declared.has(id)).map(({ behaviour }) => behaviour)
    return FixtureServer.start({ profile: this.#profile.name, behaviours })
  }
}
