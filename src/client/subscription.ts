// What `client.subscribe()` returns: the members of the W3C PushSubscription, plus the channel.
import type { PublicSubscriptionKeys, SubscriptionKeys } from '../webpush/index.ts'

/** What `JSON.stringify(subscription)` gives to a backend (W3C Push API, PushSubscriptionJSON). */
export interface PushSubscriptionJSON {
  endpoint: string
  expirationTime: number | null
  keys: { p256dh: string; auth: string }
}

/** The options a subscription was made with (W3C Push API, PushSubscriptionOptions). */
export interface PushSubscriptionOptions {
  readonly userVisibleOnly: boolean
  /** The 65-byte public key, or `null` if the subscription is not restricted. */
  readonly applicationServerKey: Uint8Array | null
}

/** Takes a subscription back; the client that made it. @internal */
export interface Unsubscriber {
  unsubscribe(subscription: Subscription): Promise<boolean>
}

/**
 * A push subscription. Give `subscription.toJSON()` to the backend under test.
 *
 * @example
 * ```ts
 * const subscription = await client.subscribe()
 * await fetch(`${backend}/subscriptions`, { method: 'POST', body: JSON.stringify(subscription) })
 * ```
 */
export class Subscription {
  /** The channel of the autopush protocol, a UUID. */
  readonly channelID: string
  /** Always `null`: autopush subscriptions do not expire by time. */
  readonly expirationTime: number | null = null
  readonly options: PushSubscriptionOptions
  // Private, so that the console does not show it.
  readonly #endpoint: string
  readonly #keys: SubscriptionKeys
  readonly #client: Unsubscriber

  /** @internal */
  constructor(
    client: Unsubscriber,
    channelID: string,
    endpoint: string,
    keys: SubscriptionKeys,
    options: PushSubscriptionOptions,
  ) {
    this.#client = client
    this.channelID = channelID
    this.#endpoint = endpoint
    this.#keys = keys
    this.options = options
  }

  /** Where application servers post. A capability: whoever has it can push. */
  get endpoint(): string {
    return this.#endpoint
  }

  /** The public key and the authentication secret as base64url (RFC 8291 section 3). */
  get keys(): PublicSubscriptionKeys {
    return { p256dh: this.#keys.p256dh, auth: this.#keys.authSecret }
  }

  /** Both keys with the private one, for those who decrypt elsewhere. Handle with care. */
  get privateKeys(): SubscriptionKeys {
    return this.#keys
  }

  /** The raw bytes of one of the keys (W3C Push API, `getKey`). */
  getKey(name: 'p256dh' | 'auth'): ArrayBuffer {
    const bytes = name === 'p256dh' ? this.#keys.publicKey : this.#keys.auth
    return new Uint8Array(bytes).buffer
  }

  toJSON(): PushSubscriptionJSON {
    return { endpoint: this.endpoint, expirationTime: this.expirationTime, keys: { ...this.keys } }
  }

  /**
   * Gives the channel up; the endpoint then answers 410.
   *
   * @returns Whether the service confirmed it.
   */
  unsubscribe(): Promise<boolean> {
    return this.#client.unsubscribe(this)
  }
}
