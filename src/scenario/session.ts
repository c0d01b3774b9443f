// What the commands of one running scenario act on: its client, its sender, and what is remembered between them.
import type { ApplicationServer } from '../application-server/index.ts'
import type { PushClient, Subscription } from '../client/index.ts'
import type { WaitOptions } from '../deadline/index.ts'
import { PushwrightError } from '../errors/index.ts'
import type { ClientHandle } from '../provisioner/index.ts'
import { now, Transcript, type TranscriptEvent, type TranscriptKind } from '../transcript/index.ts'
import { Deliveries } from './deliveries.ts'
import { silentRecorder } from './recorder.ts'
import type { MeasuredStep, ScenarioRecorder, SpawnSpec } from './scenario.ts'
import type { ScenarioTarget } from './target.ts'

/** How long a command may take. */
export interface CommandOptions {
  /** Milliseconds, before scaling. Default: the budget of the target. */
  readonly timeout?: number
}

/** What a session is made of. @internal */
export interface SessionOptions {
  readonly name: string
  readonly target: ScenarioTarget
  readonly recorder?: ScenarioRecorder | undefined
  /** Aborted when the scenario is to stop. */
  readonly signal: AbortSignal
  readonly spawn: (spec: string | SpawnSpec) => void | Promise<void>
}

/** One running scenario, as its commands see it: a virtual client with one connection at a time. */
export class ScenarioSession {
  /** The name of the scenario. */
  readonly name: string
  readonly target: ScenarioTarget
  readonly recorder: ScenarioRecorder
  /** Aborted when the scenario is to stop. */
  readonly signal: AbortSignal
  /** Starts other scenarios. */
  readonly spawn: (spec: string | SpawnSpec) => void | Promise<void>
  // These are made when they are needed: most of many thousand scenarios are idle.
  #transcript: Transcript | undefined
  #timers: Map<string, number> | undefined
  #deliveries: Deliveries | undefined
  #applicationServer: ApplicationServer | undefined
  #handle: ClientHandle | undefined
  /** Whether the client is counted as connected. */
  #isCounted = false
  /** Of the client before the last restart. */
  #pastEvents: readonly TranscriptEvent[] = []

  /** @internal */
  constructor(options: SessionOptions) {
    const { name, target, recorder = silentRecorder, signal, spawn } = options
    this.name = name
    this.target = target
    this.recorder = recorder
    this.signal = signal
    this.spawn = spawn
  }

  /**
   * The client of the scenario.
   *
   * @throws PushwrightError `ERR_STATE` before `connect`. A client whose connection has ended says so itself.
   */
  get client(): PushClient {
    if (this.#handle !== undefined) return this.#handle.client
    throw new PushwrightError('ERR_STATE', `${this.name} is not connected. Yield \`connect()\` first.`)
  }

  /** The client, made now if there is none: the same one for all connections of the scenario. */
  async openClient(): Promise<PushClient> {
    if (this.#handle === undefined) {
      const { limits } = this.target
      // Scenarios acknowledge by a command.
      const handle = await this.target.openClient({ autoAck: false, ...(limits && { limits }) })
      this.#handle = handle
      handle.client.on('close', () => this.#disconnected())
      // Whoever was to close it may have done so before it was there.
      if (this.signal.aborted) await handle.close()
      this.signal.throwIfAborted()
    }
    return this.#handle.client
  }

  /** The client has connected: it is counted until its connection ends. */
  connected(): void {
    this.#isCounted = true
    this.recorder.clients(1)
  }

  /** Also after a connection that could not be made. */
  #disconnected(): void {
    if (this.#isCounted) this.recorder.clients(-1)
    this.#isCounted = false
  }

  /** The sender of the scenario. */
  get applicationServer(): ApplicationServer {
    this.#applicationServer ??= this.target.openApplicationServer()
    return this.#applicationServer
  }

  /** The subscription of the client with this endpoint, if it is one of its own. */
  subscriptionAt(endpoint: string): Subscription | undefined {
    for (const subscription of this.#handle?.client.subscriptions.values() ?? []) {
      if (subscription.endpoint === endpoint) return subscription
    }
    return undefined
  }

  /** When the timers of the scenario were started, in milliseconds of `performance.now()`. */
  get timers(): Map<string, number> {
    this.#timers ??= new Map()
    return this.#timers
  }

  /** Posts on their way to their notifications. */
  get deliveries(): Deliveries {
    this.#deliveries ??= new Deliveries()
    return this.#deliveries
  }

  /** Where to send what is meant for a URL of the push endpoint, see {@link ScenarioTarget.endpointOrigin}. */
  routed(url: string): string {
    const { endpointOrigin } = this.target
    if (endpointOrigin === undefined || !URL.canParse(url)) return url
    const { pathname, search } = new URL(url)
    return `${endpointOrigin}${pathname}${search}`
  }

  /** The options of a wait that ends with the scenario. */
  wait({ timeout }: CommandOptions): WaitOptions {
    return timeout === undefined ? { signal: this.signal } : { timeout, signal: this.signal }
  }

  /** Does a step and measures it, if it succeeds. */
  async measure<T>(step: MeasuredStep, work: () => Promise<T>): Promise<T> {
    const startedAt = performance.now()
    const result = await work()
    this.recorder.measured(step, startedAt, performance.now())
    return result
  }

  /** Adds something to the transcript; the text is made only if somebody may read it. */
  record(kind: TranscriptKind, text: () => string, direction?: TranscriptEvent['direction']): void {
    const limit = this.target.limits?.transcript
    if (limit === 0) return
    this.#transcript ??= new Transcript(limit === undefined ? {} : { limit })
    const actor = direction === undefined ? this.name : this.applicationServer.name
    this.#transcript.record({ at: now(), actor, kind, text: text(), ...(direction && { direction }) })
  }

  /** Everything that was said, in the order of time. */
  get events(): readonly TranscriptEvent[] {
    const frames = this.#handle?.client.transcript.events ?? []
    return [...this.#pastEvents, ...frames, ...(this.#transcript?.events ?? [])].sort((one, other) => one.at - other.at)
  }

  /** Closes the client and forgets everything, so that the scenario can begin anew. */
  async reset(): Promise<void> {
    const handle = this.#handle
    this.#timers = undefined
    this.#deliveries = undefined
    if (handle === undefined) return
    await handle.close()
    this.#pastEvents = handle.client.transcript.events
    this.#handle = undefined
  }

  /** Closes the client; the transcript stays. */
  async close(): Promise<void> {
    await this.#handle?.close()
  }
}
