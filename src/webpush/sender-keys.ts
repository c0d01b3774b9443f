// The sender's side of the key agreement: its ephemeral keys, and the recipient's public ones.

import type { KeyObject } from 'node:crypto'
import { PushwrightError } from '../errors/index.ts'
import { decodeBase64url } from './base64url.ts'
import { BoundedCache } from './bounded-cache.ts'
import { describeBadPoint, generateRawKeyPair, importPoint, importScalar, scalarLength } from './p256.ts'
import { decodeAuth, type PublicSubscriptionKeys } from './subscription-keys.ts'

/** An ECDH key pair of a sender, made for one message (RFC 8291 section 3.1). */
export interface SenderKeys {
  readonly privateKey: KeyObject
  /** The uncompressed point, 65 bytes. */
  readonly publicKey: Buffer
}

/** A subscription's public keys, decoded. */
export interface Recipient {
  readonly key: KeyObject
  /** The uncompressed point, 65 bytes. */
  readonly publicKey: Buffer
  /** 16 bytes. */
  readonly auth: Buffer
}

const recipients = new BoundedCache<string, Recipient>(4096)

/**
 * Creates a sender's keys. {@link encrypt} makes fresh ones for each message; hand it yours to save that time under load.
 *
 * @example
 * ```ts
 * const senderKeys = createSenderKeys()
 * for (const subscription of subscriptions) encrypt('hello', subscription.keys, { senderKeys })
 * ```
 */
export function createSenderKeys(): SenderKeys {
  return generateRawKeyPair()
}

/**
 * Restores a sender's keys, which makes a message reproducible.
 *
 * @param privateKey - base64url of 32 bytes.
 * @throws PushwrightError `ERR_KEY` when it is anything else or not a number of the curve.
 */
export function importSenderKeys(privateKey: string): SenderKeys {
  const scalar = decodeBase64url(privateKey, 'any')
  const pair = scalar?.length === scalarLength ? importScalar(scalar) : undefined
  if (pair === undefined) {
    throw new PushwrightError('ERR_KEY', "Expected a sender's private key to be base64url of 32 bytes.")
  }
  return pair
}

/**
 * Decodes what a sender knows of a subscription. Senders post many messages to one subscription, so results are kept.
 *
 * @param keys - The `keys` of a push subscription.
 * @throws PushwrightError `ERR_KEY` when `p256dh` is no point of P-256 or `auth` is not 16 bytes.
 */
export function decodeRecipient(keys: PublicSubscriptionKeys): Recipient {
  const id = `${keys.p256dh} ${keys.auth}`
  return recipients.get(id) ?? recipients.set(id, importRecipient(keys))
}

function importRecipient(keys: PublicSubscriptionKeys): Recipient {
  const publicKey = decodeBase64url(keys.p256dh, 'any')
  const key = publicKey && importPoint(publicKey)
  if (publicKey === undefined || key === undefined) {
    const got = publicKey === undefined ? 'text that is not base64url' : describeBadPoint(publicKey)
    throw new PushwrightError(
      'ERR_KEY',
      `Expected \`p256dh\` to be base64url of an uncompressed point on P-256 (65 bytes that begin with 0x04), got ${got}.`,
    )
  }
  return { key, publicKey, auth: decodeAuth(keys.auth) }
}
