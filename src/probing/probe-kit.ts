// What probes are given: clients, a sender, and observations that many of them share, so that a hundred probes need few of each.
import { setTimeout as delay } from 'node:timers/promises'
import type { Agent } from 'undici'
import type { ApplicationServer, PreparedMessage, Receipt } from '../application-server/index.ts'
import type { PushClient } from '../client/index.ts'
import type { Timing } from '../deadline/index.ts'
import { PushwrightError } from '../errors/index.ts'
import { answerTo } from './answer.ts'
import { comeBack } from './come-back.ts'
import { HeldClient } from './held-client.ts'
import type { ProbeTarget } from './probe-target.ts'

/** Something to be done with the service once, for every probe that wants to see what came of it. */
export type Experiment<T> = (kit: ProbeKit) => Promise<T>

/** How polite and how patient to be. */
export interface ProbeKitOptions {
  /** HTTP requests at most; one more fails. */
  readonly maxRequests: number
  /** Milliseconds by which a message may come late; after that it counts as one that does not come. */
  readonly patience: number
}

/** What a kit has used. */
export interface ProbeUsage {
  readonly clients: number
  readonly requests: number
  /** Channels that could not be given up. */
  readonly channelsLeft: number
}

/** An HTTP answer to something that is no push. */
export interface RouteAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

/**
 * Hands out clients and posts, and does each experiment once.
 *
 * An experiment, and a probe, does one thing after the other, and observes others before it opens a client: a service may take
 * every client for the same one, and is then probed with one client at a time.
 */
export class ProbeKit {
  readonly timing: Timing
  readonly patience: number
  /** Sends messages as they are to be; `send` does it as the service likes it. */
  readonly applicationServer: ApplicationServer
  /** Whether the service cannot tell two clients apart, so that none may be left open beside another. */
  isSolo = false
  readonly #target: ProbeTarget
  readonly #maxRequests: number
  readonly #observations = new Map<Experiment<unknown>, Promise<unknown>>()
  readonly #held = new Set<HeldClient>()
  readonly #idle: HeldClient[] = []
  #agent: Promise<Agent> | undefined
  #clients = 0
  #requests = 0
  #channelsLeft = 0
  #isClosed = false

  constructor(target: ProbeTarget, options: ProbeKitOptions) {
    this.timing = target.timing
    this.patience = options.patience
    this.#target = target
    this.#maxRequests = options.maxRequests
    this.applicationServer = target.openApplicationServer()
  }

  /** The URL of the connection endpoint. */
  get url(): string {
    return this.#target.url
  }

  /** What was used so far. */
  get usage(): ProbeUsage {
    return { clients: this.#clients, requests: this.#requests, channelsLeft: this.#channelsLeft }
  }

  /** What came of an experiment, which is done when the first probe asks. */
  observe<T>(experiment: Experiment<T>): Promise<T> {
    const known = this.#observations.get(experiment) as Promise<T> | undefined
    if (known !== undefined) return known
    const observation = experiment(this)
    this.#observations.set(experiment, observation)
    return observation
  }

  /**
   * Works with a client that has said hello, has no channels and acknowledges what comes. What it registers is given up afterwards.
   *
   * @param options - `fresh`: a client that nobody has used before, default `false`.
   */
  async withClient<T>(
    work: (client: PushClient) => Promise<T>,
    { fresh = false }: { readonly fresh?: boolean } = {},
  ): Promise<T> {
    const held = fresh ? await this.hold() : await this.#take()
    try {
      return await work(held.client)
    } finally {
      if (fresh || this.isSolo) await this.#release(held)
      else await this.#putBack(held)
    }
  }

  /** A client that stays open until the end. */
  async hold(): Promise<HeldClient> {
    const held = this.#isClosed ? undefined : await HeldClient.open(this.#target)
    // A probe that has overrun its time may still go on.
    if (held === undefined || this.#isClosed) {
      await held?.close()
      throw new PushwrightError('ERR_ABORTED', 'The probe has ended.')
    }
    this.#clients++
    this.#held.add(held)
    return held
  }

  /** Lets others use a client that was held. */
  async offer(held: HeldClient): Promise<void> {
    if (this.isSolo) await this.#release(held)
    else this.#idle.push(held)
  }

  /** Waits until everything is read that the service has sent so far, and for what may come late. */
  async quiet(client: PushClient): Promise<void> {
    await client.flush()
    if (this.patience === 0) return
    await delay(this.patience)
    await client.flush()
  }

  /** Posts a message as it is. */
  post(message: PreparedMessage): Promise<Receipt> {
    this.#spend()
    return this.applicationServer.post(message)
  }

  /** Deletes a message. */
  delete(location: string): Promise<Receipt> {
    this.#spend()
    return this.applicationServer.delete(location)
  }

  /** Asks for anything else over HTTP. */
  async request(method: 'GET' | 'OPTIONS', url: string, headers: Record<string, string> = {}): Promise<RouteAnswer> {
    this.#spend()
    this.#agent ??= import('undici').then(({ Agent }) => new Agent({ connect: { ...this.#target.tls } }))
    const agent = await this.#agent
    const { origin, pathname, search } = new URL(url)
    const exchange = async (): Promise<RouteAnswer> => {
      const response = await agent.request({ origin, path: pathname + search, method, headers })
      return { status: response.statusCode, headers: response.headers, body: await response.body.text() }
    }
    return this.timing.deadline().bound(`the answer to ${method} ${pathname}`, exchange())
  }

  /** Gives every channel up and closes everything. */
  async close(): Promise<void> {
    this.#isClosed = true
    await Promise.allSettled(Array.from(this.#held, (held) => this.#release(held)))
    await this.applicationServer.close()
    await (await this.#agent)?.destroy()
  }

  async #take(): Promise<HeldClient> {
    const held = this.#idle.pop()
    if (held === undefined) return this.hold()
    const { client } = held
    client.autoAck = true
    if (!client.isConnected) await comeBack(this, client)
    return held
  }

  async #putBack(held: HeldClient): Promise<void> {
    await this.#tidy(held)
    this.#idle.push(held)
  }

  async #release(held: HeldClient): Promise<void> {
    if (!this.#held.delete(held)) return
    await this.#tidy(held)
    await held.close()
  }

  async #tidy(held: HeldClient): Promise<void> {
    this.#channelsLeft += await held.giveUpChannels(async (client, channelID) => {
      try {
        if (!client.isConnected) await comeBack(this, client)
        const answer = await answerTo(this, client, (wait) => client.unregister(channelID, wait))
        return answer.kind === 'reply' ? answer.reply.status : undefined
      } catch {
        // A service that does not let the client in any more keeps its channels: they are counted.
        return undefined
      }
    })
  }

  #spend(): void {
    this.#requests++
    if (this.#requests <= this.#maxRequests) return
    throw new PushwrightError(
      'ERR_LIMIT',
      `The probe may make ${this.#maxRequests} HTTP requests, and has made them. Raise the number, or probe less.`,
      { details: { maxRequests: this.#maxRequests } },
    )
  }
}
