// What probes are given: clients, a sender, and observations that many of them share, so that a hundred probes need few of each.
import { setTimeout as delay } from 'node:timers/promises'
import type { PushClient } from '../client/index.ts'
import type { Timing } from '../deadline/index.ts'
import { PushwrightError } from '../errors/index.ts'
import { comeBack } from './come-back.ts'
import { HeldClient } from './held-client.ts'
import { PoliteSender } from './polite-sender.ts'
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

/**
 * Hands out clients and posts, and does each experiment once.
 *
 * An experiment, and a probe, does one thing after the other, and observes others before it opens a client: a service may take
 * every client for the same one, and is then probed with one client at a time.
 */
export class ProbeKit {
  readonly timing: Timing
  readonly patience: number
  /** Sends messages as they are to be; the function `send` does it as the service likes it. */
  readonly sender: PoliteSender
  /** Whether the service cannot tell two clients apart, so that none may be left open beside another. */
  isSolo = false
  readonly #target: ProbeTarget
  readonly #observations = new Map<Experiment<unknown>, Promise<unknown>>()
  readonly #held = new Set<HeldClient>()
  readonly #idle: HeldClient[] = []
  readonly #working = new Set<Promise<unknown>>()
  #clients = 0
  #opening = 0
  #channelsLeft = 0
  #isClosed = false

  constructor(target: ProbeTarget, options: ProbeKitOptions) {
    this.timing = target.timing
    this.patience = options.patience
    this.#target = target
    this.sender = new PoliteSender({
      applicationServer: target.openApplicationServer(),
      timing: target.timing,
      maxRequests: options.maxRequests,
    })
  }

  /** The URL of the connection endpoint. */
  get url(): string {
    return this.#target.url
  }

  /** What was used so far. */
  get usage(): ProbeUsage {
    return { clients: this.#clients, requests: this.sender.requests, channelsLeft: this.#channelsLeft }
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
  withClient<T>(
    work: (client: PushClient) => Promise<T>,
    { fresh = false }: { readonly fresh?: boolean } = {},
  ): Promise<T> {
    return this.#track(this.#work(work, fresh))
  }

  /** A client that stays open until the end. */
  hold(): Promise<HeldClient> {
    return this.#track(this.#open())
  }

  /** Lets others use a client that was held. */
  async offer(held: HeldClient): Promise<void> {
    if (this.isSolo) await this.#release(held)
    else this.#idle.push(held)
  }

  /** Waits until everything is read that the service has sent so far, and for what may come late. */
  async quiet(client: PushClient): Promise<void> {
    this.#refuseIfClosed()
    await client.flush()
    if (this.patience === 0) return
    await delay(this.patience)
    await client.flush()
  }

  /** Lets work that is under way come to its end, which is soon, gives every channel up and closes everything. */
  async close(): Promise<void> {
    this.#isClosed = true
    // What waits for an answer would only wait for nothing.
    await this.sender.close()
    const ended = Promise.allSettled(this.#working)
    // Who does not end in time loses its client.
    await this.timing
      .deadline()
      .bound('the work under way', ended)
      .catch(() => {})
    await Promise.allSettled(Array.from(this.#held, (held) => this.#release(held)))
  }

  async #track<T>(working: Promise<T>): Promise<T> {
    this.#working.add(working)
    try {
      return await working
    } finally {
      this.#working.delete(working)
    }
  }

  async #open(): Promise<HeldClient> {
    this.#refuseIfClosed()
    this.#opening++
    try {
      await this.#makeRoom()
      const held = await HeldClient.open(this.#target)
      this.#clients++
      this.#held.add(held)
      return held
    } finally {
      this.#opening--
    }
  }

  /** Closes a client that nobody uses, if one more would be too many. */
  async #makeRoom(): Promise<void> {
    const { maxClients = Number.POSITIVE_INFINITY } = this.#target
    if (this.#held.size + this.#opening <= maxClients) return
    const idle = this.#idle.shift()
    if (idle !== undefined) await this.#release(idle)
  }

  async #work<T>(work: (client: PushClient) => Promise<T>, fresh: boolean): Promise<T> {
    this.#refuseIfClosed()
    const held = fresh ? await this.hold() : await this.#take()
    try {
      return await work(held.client)
    } finally {
      if (!fresh) await this.#tidy(held)
      if (fresh || this.isSolo) await this.#release(held)
      else this.#idle.push(held)
    }
  }

  async #take(): Promise<HeldClient> {
    const held = this.#idle.pop()
    if (held === undefined) return this.hold()
    const { client } = held
    client.autoAck = true
    if (!client.isConnected) await comeBack(this, client)
    return held
  }

  async #release(held: HeldClient): Promise<void> {
    if (!this.#held.delete(held)) return
    await this.#tidy(held)
    await held.close()
  }

  async #tidy(held: HeldClient): Promise<void> {
    const left = await held.giveUpChannels(this)
    this.#channelsLeft += left
  }

  /** A probe that was given up goes on until it wants something. */
  #refuseIfClosed(): void {
    if (this.#isClosed) throw new PushwrightError('ERR_STATE', 'The probe has ended.')
  }
}
