// A push service in production: explicit consent, caps, retries, and nothing left behind.
import pRetry from 'p-retry'
import {
  type ApplicationServer,
  type ApplicationServerOptions,
  type ClientRequest,
  type GlobalSettings,
  type HelloReply,
  isPushwrightError,
  Journal,
  type JournalEntry,
  Provisioner,
  PushClient,
  PushwrightError,
  rateLimit,
  type Scope,
  type TargetSettings,
} from 'pushwright/core'

/**
 * Keys: `url`, `enabled = true`, `endpoint_allow[]` (all required), `max_clients`, `posts_per_second`, `retries`, `journal`. Every
 * channel is unregistered when its test ends; what a killed run has left, or the service has refused to give up, is unregistered by the
 * next one. Not for load.
 */
export default class ProductionProvisioner extends Provisioner {
  #url = ''
  #retries = 0
  #allowedOrigins: string[] = []
  #journal = new Journal('')
  #throttle = rateLimit(1)
  /** The UAIDs under which each client has registered something. */
  readonly #uaids = new WeakMap<PushClient, Set<string>>()

  override configure(settings: TargetSettings, global: GlobalSettings): void {
    super.configure(settings, global)
    if (!settings.boolean('enabled', false)) {
      throw settings.error('enabled', 'production is used only with `enabled = true`; set it if that is what you want.')
    }
    this.#url = settings.required('url')
    this.#allowedOrigins = settings.origins('endpoint_allow')
    if (this.#allowedOrigins.length === 0) {
      throw settings.error('endpoint_allow', 'the key is required; name the origins that may be posted to.')
    }
    // The connection endpoint is a service that this target names as well, such as for its health routes.
    this.#allowedOrigins.push(new URL(this.#url.replace(/^ws/, 'http')).origin)
    this.#retries = settings.integer('retries') ?? 3
    this.#throttle = rateLimit(settings.number('posts_per_second') ?? 1)
    this.#journal = new Journal(settings.path('journal') ?? '.local/pushwright-journal.jsonl')
  }

  /** Tidies up after runs of this target that were interrupted. */
  override async prepareRun(): Promise<Record<string, unknown>> {
    await this.#unregister(this.#journal.abandoned().filter(({ url }) => url === this.#url))
    return {}
  }

  override async finalise(): Promise<void> {
    this.#journal.compact()
  }

  override async finishRun(): Promise<void> {
    this.#journal.compact()
  }

  protected override clientOptions(_request: ClientRequest): { url: string } {
    return { url: this.#url }
  }

  /** A test can choose much, but not where and how fast to post. */
  override getApplicationServer(scope: Scope, options: ApplicationServerOptions = {}): ApplicationServer {
    return super.getApplicationServer(scope, {
      retry: { retries: this.#retries },
      ...options,
      allowedOrigins: this.#allowedOrigins,
      throttle: this.#throttle,
    })
  }

  /** Other people pay for it. */
  override get allowsLoad(): boolean {
    return false
  }

  protected override clientMade(client: PushClient): void {
    let uaid = ''
    const uaids = new Set<string>()
    this.#uaids.set(client, uaids)
    const noted = new Set<string>()
    const note = (channelID: string): void => {
      const channel = `${uaid} ${channelID}`.toLowerCase()
      if (noted.has(channel)) return
      noted.add(channel)
      uaids.add(uaid)
      this.#journal.registered(this.#entry(uaid, channelID))
    }
    // Before the request goes out, so that a run that is killed before the reply comes has noted the channel.
    client.on('register', note)
    client.on('message', (message) => {
      if (message.messageType === 'hello') uaid = message.uaid
      // A test can also write its frames by itself: then the reply is the first that is heard of the channel.
      if (message.messageType === 'register' && message.status === 200) note(message.channelID)
    })
    client.on('unregister', (channelID) => {
      noted.delete(`${uaid} ${channelID}`.toLowerCase())
      this.#journal.unregistered(this.#entry(uaid, channelID))
    })
  }

  protected override async connect(
    client: PushClient,
    request: ClientRequest,
    ended: AbortSignal,
  ): Promise<HelloReply> {
    const signal = request.signal === undefined ? ended : AbortSignal.any([request.signal, ended])
    return this.#connectPatiently(client, { ...request, signal })
  }

  protected override async disposeClient(client: PushClient): Promise<void> {
    await client.disconnect()
    const uaids = this.#uaids.get(client)
    await this.#unregister(this.#journal.open().filter(({ uaid }) => uaids?.has(uaid)))
  }

  async #connectPatiently(client: PushClient, request: ClientRequest & { signal: AbortSignal }): Promise<HelloReply> {
    const { signal } = request
    const attempt = async (): Promise<HelloReply> => {
      try {
        return await super.connect(client, request, signal)
      } catch (error) {
        // A hello that was not answered leaves a connection, on which the next attempt could not begin anew.
        client.terminate()
        throw error
      }
    }
    try {
      return await pRetry(attempt, {
        retries: this.#retries,
        minTimeout: 500,
        maxTimeout: 10_000,
        randomize: true,
        signal,
        shouldRetry: ({ error }) => isTransient(error),
      })
    } catch (error) {
      if (!signal.aborted || isPushwrightError(error)) throw error
      // `p-retry` throws the reason of the signal as it is.
      throw new PushwrightError('ERR_ABORTED', `Stopped connecting ${client.name}: the signal was aborted.`, {
        cause: error,
      })
    }
  }

  #entry(uaid: string, channelID: string): JournalEntry {
    return { url: this.#url, uaid, channelID, pid: process.pid }
  }

  /** Resumes each UAID on a connection of its own and gives its channels up. */
  async #unregister(entries: readonly JournalEntry[]): Promise<void> {
    const byUaid = Map.groupBy(entries, ({ uaid }) => uaid)
    for (const [uaid, channels] of byUaid) {
      const [{ url }] = channels as [JournalEntry]
      const client = new PushClient({
        url,
        uaid,
        name: 'tidy-up',
        timing: this.timing,
        ...(this.tls && { tls: this.tls }),
      })
      try {
        const { uaid: given } = await this.#connectPatiently(client, { signal: new AbortController().signal })
        for (const entry of channels) {
          // Another UAID means that the service has forgotten this one, and its channels with it.
          const status = given === uaid ? (await client.unregister(entry.channelID)).status : 404
          if (isGone(status)) this.#journal.unregistered(entry)
          else tellOfChannelLeft(this.target, status)
        }
      } finally {
        await client.disconnect()
      }
    }
  }
}

/** Whether a reply to unregister says that there is no such channel any more: it was given up, or is unknown. */
function isGone(status: number): boolean {
  return status === 200 || status === 404
}

function tellOfChannelLeft(target: string, status: number): void {
  process.stderr.write(
    `The service of [${target}] keeps a channel: it answered unregister with status ${status}. The next run will try again.\n`,
  )
}

/** A connection that was refused or lost may be made later; a wrong certificate or an answer of HTTP 4xx will not change. */
function isTransient(error: unknown): boolean {
  if (isPushwrightError(error, 'ERR_TIMEOUT') || isPushwrightError(error, 'ERR_CLOSED')) return true
  if (!isPushwrightError(error, 'ERR_CONNECT')) return false
  const { status, systemCode } = error.details
  if (typeof status === 'number') return status === 429 || status >= 500
  return ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'EAI_AGAIN'].includes(String(systemCode))
}
