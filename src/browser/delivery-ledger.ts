// Brings together what the service sent and what the service worker got: a browser tells of both, but not of both at once.
import { PushwrightError } from '../errors/index.ts'
import type { NotificationMessage } from '../protocol/index.ts'

/** A message that the service worker has got. */
export interface Delivery {
  readonly message: NotificationMessage
  readonly receivedAt: number
  /** As the browser decrypted it; no bytes if there was no payload. */
  readonly plaintext: Buffer
}

/** One channel's messages, in the order in which they came. */
interface Channel {
  /** Given to the browser, which has not acknowledged them. */
  given: { readonly message: NotificationMessage; readonly at: number }[]
  /** Acknowledged as delivered; the worker has not reported them. */
  readonly acknowledged: { readonly message: NotificationMessage; readonly at: number }[]
  /** Reported before the acknowledgement was seen: the two come over two sockets. */
  readonly reported: Buffer[]
}

/** How many reports are kept that no acknowledgement has come for; those that come after are lost, and the next expectation says so. */
const limit = 1000

/** The messages of one client that are on their way through the browser. */
export class DeliveryLedger {
  readonly #channels = new Map<string, Channel>()
  readonly #onDelivery: (delivery: Delivery) => void
  readonly #waiting = new Set<() => void>()
  #lost = 0

  constructor(onDelivery: (delivery: Delivery) => void) {
    this.#onDelivery = onDelivery
  }

  /** How many messages the browser has, and its worker has not reported. */
  get pending(): number {
    return this.#count(({ given, acknowledged }) => given.length + acknowledged.length)
  }

  /** The service sent a message. */
  give(message: NotificationMessage, at: number): void {
    this.#channel(message.channelID).given.push({ message, at })
  }

  /** The browser has acknowledged a message; `delivered` says whether its worker gets it. */
  acknowledge(channelID: string, version: string, delivered: boolean): void {
    const channel = this.#channel(channelID)
    const index = channel.given.findIndex(({ message }) => message.version === version)
    // Without a version, the oldest is meant.
    const [given] = channel.given.splice(Math.max(index, 0), 1)
    if (given !== undefined && delivered) channel.acknowledged.push(given)
    this.#settle(channel)
  }

  /** The worker has got a message. */
  report(channelID: string, plaintext: Buffer): void {
    const channel = this.#channel(channelID)
    const isAwaited = channel.acknowledged.length > 0
    if (isAwaited || this.#count(({ reported }) => reported.length) < limit) channel.reported.push(plaintext)
    else this.#lost++
    this.#settle(channel)
  }

  /** The session ended: what was not acknowledged by now never will be. */
  forgetGiven(): void {
    for (const channel of this.#channels.values()) channel.given = []
    this.#notify()
  }

  /** Calls once nothing is pending; gives the function that ends the wait. */
  whenSettled(done: () => void): () => void {
    const look = (): void => {
      if (this.pending === 0) done()
    }
    this.#waiting.add(look)
    look()
    return () => this.#waiting.delete(look)
  }

  /** @throws PushwrightError `ERR_LIMIT` once if reports were lost. */
  refuseIfLost(): void {
    if (this.#lost === 0) return
    const lost = this.#lost
    this.#lost = 0
    throw new PushwrightError(
      'ERR_LIMIT',
      `${lost} pushes were lost that a service worker reported: at most ${limit} are kept that the browser has not acknowledged to the push service.`,
      { details: { lost, limit } },
    )
  }

  #count(lengthOf: (channel: Channel) => number): number {
    let count = 0
    for (const channel of this.#channels.values()) count += lengthOf(channel)
    return count
  }

  #channel(channelID: string): Channel {
    let channel = this.#channels.get(channelID)
    if (channel === undefined) {
      channel = { given: [], acknowledged: [], reported: [] }
      this.#channels.set(channelID, channel)
    }
    return channel
  }

  #settle(channel: Channel): void {
    while (channel.acknowledged.length > 0 && channel.reported.length > 0) {
      const { message, at } = channel.acknowledged.shift() as { message: NotificationMessage; at: number }
      this.#onDelivery({ message, receivedAt: at, plaintext: channel.reported.shift() as Buffer })
    }
    this.#notify()
  }

  #notify(): void {
    for (const look of [...this.#waiting]) look()
  }
}
