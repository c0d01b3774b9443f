// The embedded push service: one in each worker (`scope = file`), or one for the run (`scope = run`).
import {
  type ApplicationServerOptions,
  type Behaviour,
  type ClientRequest,
  type Discovery,
  FixtureServer,
  features,
  type GlobalSettings,
  type Profile,
  Provisioner,
  type PushClientOptions,
  profiles,
  quirks,
  readFixtureSettings,
  remoteStash,
  type Scope,
  type Stash,
  type StashAccess,
  type TargetSettings,
} from 'pushwright/core'

/** Keys: `profile`, `sender`, `tls`, `root`, `scope`, `behaviours[]`; `quirks[]` and `missing_features[]` are played by the server. */
export default class FixtureServerProvisioner extends Provisioner {
  #server: FixtureServer | undefined
  #runServer: FixtureServer | undefined
  #url = ''
  #httpOrigin: string | undefined
  #stash: Stash | undefined
  #profile: Profile | undefined
  /** The certificate of the server's own authority, with `tls = true`. */
  #ca: string | undefined

  override configure(settings: TargetSettings, global: GlobalSettings): void {
    super.configure(settings, global)
    // Read here, so that a wrong name stops the run early.
    const { profile } = readFixtureSettings(settings)
    this.#profile = profiles.get(profile)
  }

  override async prepareRun(): Promise<Record<string, unknown>> {
    if (!this.#isShared) return {}
    this.#runServer = await this.#start()
    const { url, origin, ca, http } = this.#runServer
    this.#url = url
    this.#ca = ca
    return { url, origin, httpOrigin: http.origin, stash: http.stashAccess, ...(ca !== undefined && { ca }) }
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
      const { url, ca, httpOrigin, stash } = discovery.shared ?? {}
      this.#url = String(url)
      this.#httpOrigin = String(httpOrigin)
      this.#stash = remoteStash(stash as StashAccess)
      this.#ca = ca === undefined ? undefined : String(ca)
      return
    }
    this.#server = await this.#start()
    this.#url = this.#server.url
    this.#ca = this.#server.ca
  }

  override async finalise(): Promise<void> {
    await this.#server?.close()
    this.#server = undefined
  }

  override get server(): FixtureServer | undefined {
    return this.#server
  }

  override get httpOrigin(): string | undefined {
    return this.#server?.http.origin ?? this.#httpOrigin
  }

  override get stash(): Stash | undefined {
    return this.#server?.http.stash ?? this.#stash
  }

  protected override clientOptions(_request: ClientRequest): Pick<PushClientOptions, 'url' | 'clock' | 'tls'> {
    return { url: this.#url, ...(this.#server && { clock: this.#server.clock }), ...this.#trust }
  }

  protected override applicationServerOptions(): ApplicationServerOptions {
    return { ...super.applicationServerOptions(), ...this.#trust }
  }

  /** Those that the profile lacks, and those that the INI takes away. */
  protected override missingFeatures(): string[] {
    const ofProfile = features.filter(({ without }) => without !== undefined && this.#isOfProfile(without))
    return [...new Set([...ofProfile.map(({ id }) => id), ...super.missingFeatures()])]
  }

  /** The quirks of the profile, and those that the INI adds. */
  protected override declaredQuirks(): string[] {
    const ofProfile = quirks.filter(({ behaviour }) => this.#isOfProfile(behaviour))
    return [...new Set([...ofProfile.map(({ id }) => id), ...super.declaredQuirks()])]
  }

  #isOfProfile({ name }: Behaviour): boolean {
    return this.#profile?.behaviours.some((behaviour) => behaviour.name === name) ?? false
  }

  get #trust(): { tls?: { ca: string } } {
    return this.#ca === undefined ? {} : { tls: { ca: this.#ca } }
  }

  get #isShared(): boolean {
    return this.settings.choice('scope', ['file', 'run']) === 'run'
  }

  #start(): Promise<FixtureServer> {
    return FixtureServer.start(readFixtureSettings(this.settings))
  }
}
