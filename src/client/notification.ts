// One push message as the client received it; decrypted on first look.
import { PushwrightError } from '../errors/index.ts'
import type { NotificationHeaders, NotificationMessage } from '../protocol/index.ts'
import { decodeBase64url, decrypt, type SubscriptionKeys } from '../webpush/index.ts'

/**
 * One push message. `data` is as on the wire; {@link Notification.bytes}, {@link Notification.text} and
 * {@link Notification.json} decrypt it with the keys of its subscription (RFC 8291).
 *
 * @example
 * ```ts
 * const notification = await client.expectNotification(subscription)
 * notification.json() // { title: 'hi' }
 * ```
 */
export class Notification {
  readonly channelID: string
  /** The opaque message id that `ack` gives back; empty if the service sent none. */
  readonly version: string
  /** The body of the push message as base64url, encrypted; `undefined` if it was empty. */
  readonly data: string | undefined
  readonly headers: NotificationHeaders
  /** When the frame came, in milliseconds since the epoch. */
  readonly receivedAt: number
  /** The whole message, with fields this version does not know. */
  readonly message: Readonly<NotificationMessage>
  readonly #keys: SubscriptionKeys | undefined
  #plaintext: Buffer | undefined

  /** @param keys - The keys of the subscription, if the client knows them. */
  constructor(message: NotificationMessage, receivedAt: number, keys: SubscriptionKeys | undefined) {
    this.message = message
    this.channelID = message.channelID
    this.version = message.version
    this.data = message.data ?? undefined
    this.headers = message.headers ?? {}
    this.receivedAt = receivedAt
    this.#keys = keys
  }

  /**
   * The decrypted payload; empty if the message had none.
   *
   * @throws PushwrightError `ERR_DECRYPT` if it cannot be decrypted, or the channel was registered without `subscribe`.
   */
  bytes(): Buffer {
    this.#plaintext ??= this.#decrypt()
    return this.#plaintext
  }

  /** The decrypted payload as UTF-8 text. Throws like {@link Notification.bytes}. */
  text(): string {
    return this.bytes().toString('utf8')
  }

  /**
   * The decrypted payload parsed as JSON. Throws like {@link Notification.bytes}.
   *
   * @throws SyntaxError if the payload is not JSON.
   */
  json<T = unknown>(): T {
    return JSON.parse(this.text()) as T
  }

  #decrypt(): Buffer {
    if (this.data === undefined || this.data === '') return Buffer.alloc(0)
    if (this.#keys === undefined) {
      throw new PushwrightError(
        'ERR_DECRYPT',
        `The keys of channel ${this.channelID} are unknown. Make the subscription with \`client.subscribe()\`, which generates keys.`,
        { details: { channelID: this.channelID } },
      )
    }
    const body = decodeBase64url(this.data)
    if (body === undefined) {
      throw new PushwrightError(
        'ERR_DECRYPT',
        `Expected \`data\` of the notification on channel ${this.channelID} to be base64url, got other characters in ${this.data.length}.`,
      )
    }
    return decrypt(body, this.#keys, {
      contentEncoding: this.headers.encoding ?? '',
      ...(this.headers.encryption === undefined ? {} : { encryption: this.headers.encryption }),
      ...(this.headers.crypto_key === undefined ? {} : { cryptoKey: this.headers.crypto_key }),
    })
  }
}
