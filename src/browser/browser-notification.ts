// One push message as the service worker of a browser got it: decrypted by the browser.
import { Notification } from '../client/index.ts'
import type { Delivery } from './delivery-ledger.ts'

/** A notification whose payload the browser has decrypted. */
export class BrowserNotification extends Notification {
  readonly #plaintext: Buffer

  constructor({ message, receivedAt, plaintext }: Delivery) {
    super(message, receivedAt, undefined)
    this.#plaintext = plaintext
  }

  override bytes(): Buffer {
    return this.#plaintext
  }
}
