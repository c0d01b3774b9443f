// The keys of a subscription that a browser made: it never tells the private one.
import type { KeyObject } from 'node:crypto'
import { PushwrightError } from '../errors/index.ts'
import type { PublicSubscriptionKeys, SubscriptionKeys } from '../webpush/index.ts'

/** What `toJSON()` tells of the keys of a browser's subscription. */
export class BrowserKeys implements SubscriptionKeys {
  readonly p256dh: string
  readonly authSecret: string

  constructor({ p256dh, auth }: PublicSubscriptionKeys) {
    this.p256dh = p256dh
    this.authSecret = auth
  }

  get publicKey(): Buffer {
    return Buffer.from(this.p256dh, 'base64url')
  }

  get auth(): Buffer {
    return Buffer.from(this.authSecret, 'base64url')
  }

  get privateKey(): KeyObject {
    throw new PushwrightError(
      'ERR_STATE',
      'A browser keeps the private keys of its subscriptions to itself. Look at what its service worker got.',
    )
  }
}
