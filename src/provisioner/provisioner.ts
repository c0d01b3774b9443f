// The object that hands out connected push clients and knows what the environment can do.
import { ApplicationServer, type ApplicationServerOptions } from '../application-server/index.ts'
import { PushClient, type PushClientOptions } from '../client/index.ts'
import type { GlobalSettings, TargetSettings } from '../config/index.ts'
import { Timing, type WaitOptions } from '../deadline/index.ts'
import { PushwrightError } from '../errors/index.ts'
import { Feature, type FeatureRole, features } from '../features/index.ts'
import type { FixtureServer, Stash } from '../fixture/index.ts'
import type { HelloReply } from '../protocol/index.ts'
import { exportVapidPrivateKey, importVapidKeys } from '../webpush/index.ts'
import { Capabilities, type Discovery, type FeatureProvider } from './discovery.ts'
import type { Scope } from './scope.ts'
import { secretsOfSubscription } from './secrets.ts'
import { type TlsVerification, tlsVerification } from './tls.ts'

/** How a client is to be connected; everything has a default. */
export interface ClientRequest extends WaitOptions, Partial<Omit<PushClientOptions, 'url' | 'timing' | 'tls'>> {
  /** Runs before the connection opens, to attach listeners for early events. */
  prepare?: (client: PushClient) => void | Promise<void>
  /** Broadcasts the client knows, for hello. */
  broadcasts?: Record<string, string>
}

/** A client together with what closes it and frees its place. */
export interface ClientHandle {
  readonly client: PushClient
  /** May be called twice. */
  close(): Promise<void>
}

/**
 * The base class of provisioners. Phases, in order: `configure`, `initialise`, then for each test `setup` and `teardown`, then
 * `finalise`. `discover`, `prepareRun` and `finishRun` run in the main process, once for a run; all else in each worker.
 *
 * @example
 * ```ts
 * export default class extends Provisioner {
 *   #url = ''
 *   override configure(settings: TargetSettings, global: GlobalSettings): void {
 *     super.configure(settings, global)
 *     this.#url = settings.required('url')
 *   }
 *   protected override clientOptions(): { url: string } {
 *     return { url: this.#url }
 *   }
 * }
 * ```
 */
export abstract class Provisioner {
  #settings: TargetSettings | undefined
  #global: GlobalSettings | undefined
  #timing = new Timing()
  #tls: TlsVerification | undefined
  #capabilities = new Capabilities({ providers: [], quirks: [] })
  #made = 0
  readonly #inUse = new Set<PushClient>()

  /** Reads and validates the settings. Override to read own keys, and call `super.configure` first. */
  configure(settings: TargetSettings, global: GlobalSettings): void {
    this.#settings = settings
    this.#global = global
    this.#timing = new Timing({ timeout: settings.timeout, scale: global.timeoutScale })
    this.#tls = tlsVerification(settings)
  }

  /** Main process, before anything else: starts what the whole run shares, and returns what workers need to know of it. */
  async prepareRun(): Promise<Record<string, unknown>> {
    return {}
  }

  /** Main process, at the end: stops what {@link Provisioner.prepareRun} started. */
  async finishRun(): Promise<void> {}

  /**
   * Main process: asks the target whether it is there.
   *
   * @throws PushwrightError of the failed connection if it is not.
   */
  async probeHealth(scope: Scope): Promise<void> {
    await this.getConnectedClient(scope, { name: 'health probe' })
  }

  /**
   * Main process: finds out what the target offers. The base class takes every known feature for granted that needs no access
   * to the server, asks for an endpoint to learn its origin, and applies the `quirks`, `features` and `missing_features` of the INI.
   */
  async discover(scope: Scope, shared: Record<string, unknown>): Promise<Discovery> {
    const client = await this.getConnectedClient(scope, { name: 'discovery' })
    const { channelID, pushEndpoint } = await client.register()
    await client.unregister(channelID)
    const providers = [this.provider('connection', client.url)]
    if (pushEndpoint !== undefined && URL.canParse(pushEndpoint)) {
      providers.push(this.provider('endpoint', new URL(pushEndpoint).origin))
    }
    return { providers, quirks: this.declaredQuirks(), shared }
  }

  /** Once for each test file, before its first test and while it is imported, with what the main process discovered. */
  async initialise(discovery: Discovery): Promise<void> {
    const providers = [...discovery.providers, this.provider('client', this.target)]
    this.#capabilities = new Capabilities({ ...discovery, providers })
  }

  /** Before each test. */
  async setup(_scope: Scope): Promise<void> {}

  /** After each test: closes everything the test holds. Override to undo more, and call `super.teardown` first. */
  async teardown(scope: Scope): Promise<void> {
    await scope.close()
  }

  /** Once in each worker, at the end. Always runs once `configure` succeeded. */
  async finalise(): Promise<void> {}

  /** Where and how clients connect. */
  protected abstract clientOptions(request: ClientRequest): Pick<PushClientOptions, 'url'> & Partial<PushClientOptions>

  /** What application servers are made with; the base class reads the VAPID keys of the INI. */
  protected applicationServerOptions(): ApplicationServerOptions {
    const privateKey = this.settings.string('vapid_private_key')
    const subject = this.settings.string('vapid_subject')
    return {
      ...(privateKey === undefined ? {} : { vapidKeys: importVapidKeys({ privateKey }) }),
      ...(subject === undefined ? {} : { subject }),
    }
  }

  /** The settings of the target. */
  get settings(): TargetSettings {
    if (this.#settings !== undefined) return this.#settings
    throw new PushwrightError(
      'ERR_STATE',
      'The provisioner is not configured. Call `configure(settings, global)` first.',
    )
  }

  /** The settings of `[global]`. */
  get global(): GlobalSettings {
    if (this.#global !== undefined) return this.#global
    throw new PushwrightError(
      'ERR_STATE',
      'The provisioner is not configured. Call `configure(settings, global)` first.',
    )
  }

  /** The name of the target, which is the section of the INI. */
  get target(): string {
    return this.settings.name
  }

  /** The timeouts of the target. */
  get timing(): Timing {
    return this.#timing
  }

  /** How TLS servers are verified; `undefined` leaves it to Node. */
  protected get tls(): TlsVerification | undefined {
    return this.#tls
  }

  /** The fixture server, where the test can reach into it. */
  get server(): FixtureServer | undefined {
    return undefined
  }

  /** The first origin of the fixture server's HTTP side, such as `http://localhost:54321`; also where workers share one server. */
  get httpOrigin(): string | undefined {
    return undefined
  }

  /** What tests and the handlers of the fixture server's HTTP side hand each other; also where workers share one server. */
  get stash(): Stash | undefined {
    return undefined
  }

  /** Whether the target may be put under load. Override with `false` for services that are not one's own. */
  get allowsLoad(): boolean {
    return true
  }

  /** How many clients are connected. */
  get clientsInUse(): number {
    return this.#inUse.size
  }

  /** What is known of the target. */
  get capabilities(): Capabilities {
    return this.#capabilities
  }

  /**
   * Connects one more client, of its own UAID, and says hello. It is held by the scope from before it connects.
   *
   * @throws PushwrightError `ERR_LIMIT` if `max_clients` are connected, and whatever connecting throws.
   */
  async getConnectedClient(scope: Scope, request: ClientRequest = {}): Promise<PushClient> {
    const { client, close } = this.#makeClient(scope, request)
    scope.transcripts.add(client.transcript)
    return scope.open(
      client.name,
      async () => {
        this.#inUse.add(client)
        await request.prepare?.(client)
        scope.signal.throwIfAborted()
        await this.connect(client, request, scope.signal)
        return client
      },
      close,
    )
  }

  /**
   * Makes a client that is not connected yet, for who wants to connect, leave and come back by itself. It has its place among
   * `max_clients` until it is closed, by its handle or with the scope.
   *
   * @throws PushwrightError `ERR_LIMIT` if `max_clients` are in use, `ERR_STATE` if the scope is closed.
   */
  getClient(scope: Scope, request: Omit<ClientRequest, 'prepare' | 'broadcasts'> = {}): ClientHandle {
    const handle = this.#makeClient(scope, request)
    scope.hold(handle.client.name, handle.close)
    this.#inUse.add(handle.client)
    return handle
  }

  /** Makes an application server that the scope closes. */
  getApplicationServer(scope: Scope, options: ApplicationServerOptions = {}): ApplicationServer {
    const applicationServer = new ApplicationServer({
      timing: this.#timing,
      ...(this.#tls && { tls: this.#tls }),
      ...this.applicationServerOptions(),
      ...options,
    })
    scope.transcripts.add(applicationServer.transcript)
    scope.secrets.add(exportVapidPrivateKey(applicationServer.vapidKeys))
    scope.hold(applicationServer.name, () => applicationServer.close())
    return applicationServer
  }

  /**
   * Opens the connection and says hello. Override to retry, until `_ended` is aborted; the client itself is closed by then, so
   * that a single attempt needs to look at nothing.
   */
  protected async connect(client: PushClient, request: ClientRequest, _ended: AbortSignal): Promise<HelloReply> {
    const { timeout, signal, broadcasts } = request
    const wait = { ...(timeout !== undefined && { timeout }), signal }
    await client.connect(wait)
    return client.hello(broadcasts === undefined ? wait : { ...wait, broadcasts })
  }

  /** A client was made and is not connected yet. Override to attach listeners. */
  protected clientMade(_client: PushClient): void {}

  /** Closes a client at the end of its test. Override to undo what it did. */
  protected async disposeClient(client: PushClient): Promise<void> {
    await client.disconnect()
  }

  /** Makes a client, which is not connected yet. Override for clients of another kind. */
  protected createClient(options: PushClientOptions): PushClient {
    return new PushClient(options)
  }

  /** What clients lack; the base class has clients made of software, which are no browsers. */
  protected missingClientFeatures(): string[] {
    return [Feature.ClientBrowser.id]
  }

  /** The features of one role that the target has, as far as the INI says. */
  protected provider(role: FeatureRole, url: string): FeatureProvider {
    const missing = new Set([...this.missingFeatures(), ...this.missingClientFeatures()])
    const known = features.filter((feature) => feature.role === role).map(({ id }) => id)
    // A feature that this version does not know is somebody's own; it is counted to the push endpoint.
    const knownIds = new Set(features.map(({ id }) => id))
    const own = this.settings.features.filter((id) =>
      knownIds.has(id) ? features.some((feature) => feature.id === id && feature.role === role) : role === 'endpoint',
    )
    return { role, url, features: [...new Set([...known, ...own])].filter((id) => !missing.has(id)) }
  }

  /** The features that the INI declares absent. */
  protected missingFeatures(): string[] {
    return [...this.settings.missingFeatures]
  }

  /** The quirks that the INI declares. */
  protected declaredQuirks(): string[] {
    return [...this.settings.quirks]
  }

  #makeClient(scope: Scope, request: ClientRequest): ClientHandle {
    const limit = this.settings.maxClients
    const inUse = this.#inUse.size
    if (limit !== undefined && inUse >= limit) {
      throw new PushwrightError(
        'ERR_LIMIT',
        `Target "${this.target}" allows ${limit} clients at a time, and ${inUse} are connected. Raise \`max_clients\`, or run fewer tests at once.`,
        { details: { limit, inUse } },
      )
    }
    this.#made++
    const { prepare: _prepare, broadcasts: _broadcasts, timeout: _timeout, signal: _signal, ...options } = request
    const client = this.createClient({
      name: `client ${this.#made}`,
      timing: this.#timing,
      ...(this.#tls && { tls: this.#tls }),
      ...this.clientOptions(request),
      ...options,
    })
    client.on('subscribe', (subscription) => {
      for (const secret of secretsOfSubscription(subscription)) scope.secrets.add(secret)
    })
    this.clientMade(client)
    return { client, close: () => this.#closeClient(client) }
  }

  async #closeClient(client: PushClient): Promise<void> {
    try {
      await this.disposeClient(client)
    } finally {
      this.#inUse.delete(client)
    }
  }
}
