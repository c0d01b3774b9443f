// The keys of one subscription on the user agent's side: what `pushManager.subscribe()` creates.

import { type KeyObject, randomBytes } from 'node:crypto'
import { PushwrightError } from '../errors/index.ts'
import { decodeBase64url, encodeBase64url } from './base64url.ts'
import { generateRawKeyPair, importScalar, type RawKeyPair, scalarLength } from './p256.ts'

/** Bytes of the authentication secret (RFC 8291 section 3.2). */
export const authLength = 16

/** What a sender gets to know of a subscription: the `keys` of the W3C `PushSubscription.toJSON()`. */
export interface PublicSubscriptionKeys {
  /** The public key, base64url of 65 bytes. */
  readonly p256dh: string
  /** The authentication secret, base64url of 16 bytes. */
  readonly auth: string
}

/** What the user agent keeps of a subscription. */
export interface SubscriptionKeys {
  /** The private ECDH key on P-256. */
  readonly privateKey: KeyObject
  /** The uncompressed point, 65 bytes. */
  readonly publicKey: Buffer
  /** The authentication secret, 16 bytes. */
  readonly auth: Buffer
  /** {@link SubscriptionKeys.publicKey} as unpadded base64url. */
  readonly p256dh: string
  /** {@link SubscriptionKeys.auth} as unpadded base64url. */
  readonly authSecret: string
}

/**
 * Creates the keys of a new subscription (RFC 8291 section 3.1 and 3.2). Takes about 45 us and 4 KiB of memory.
 *
 * @example
 * ```ts
 * const keys = createSubscriptionKeys()
 * const { body, headers } = encrypt('hello', { p256dh: keys.p256dh, auth: keys.authSecret })
 * decrypt(body, keys, { contentEncoding: headers['Content-Encoding'] }).toString() // 'hello'
 * ```
 */
export function createSubscriptionKeys(): SubscriptionKeys {
  return new StoredSubscriptionKeys(generateRawKeyPair(), randomBytes(authLength))
}

/**
 * Restores the keys of a subscription that were saved, or those of a published example.
 *
 * @param saved - `privateKey`: base64url of 32 bytes. `publicKey`: base64url of 65 bytes; it can be left out, and is checked
 *   when it is not. `auth`: base64url of 16 bytes.
 * @throws PushwrightError `ERR_KEY` when one of them is malformed or the two keys are not a pair.
 */
export function importSubscriptionKeys(saved: {
  readonly privateKey: string
  readonly publicKey?: string
  readonly auth: string
}): SubscriptionKeys {
  const scalar = decodeBase64url(saved.privateKey, 'any')
  if (scalar?.length !== scalarLength) {
    throw keyError('privateKey', '32 bytes', scalar)
  }
  const pair = importScalar(scalar)
  if (pair === undefined) {
    throw new PushwrightError('ERR_KEY', 'Expected `privateKey` to be a number between 1 and the order of P-256.')
  }
  if (saved.publicKey !== undefined && decodeBase64url(saved.publicKey, 'any')?.equals(pair.publicKey) !== true) {
    throw new PushwrightError(
      'ERR_KEY',
      `Expected \`publicKey\` to belong to \`privateKey\`, whose public key is ${encodeBase64url(pair.publicKey)}, got ${saved.publicKey}.`,
    )
  }
  return new StoredSubscriptionKeys(pair, decodeAuth(saved.auth))
}

/**
 * Reads an authentication secret.
 *
 * @param auth - base64url of 16 bytes; padding and the standard alphabet are taken too.
 * @throws PushwrightError `ERR_KEY` when it is anything else.
 */
export function decodeAuth(auth: string): Buffer {
  const bytes = decodeBase64url(auth, 'any')
  if (bytes?.length !== authLength) throw keyError('auth', '16 bytes', bytes)
  return bytes
}

function keyError(name: string, expected: string, bytes: Buffer | undefined): PushwrightError {
  const got = bytes === undefined ? 'text that is not base64url' : `${bytes.length} bytes`
  return new PushwrightError('ERR_KEY', `Expected \`${name}\` to be base64url of ${expected}, got ${got}.`)
}

/** Keeps bytes only: most subscriptions of a load run are never asked for the text of their keys twice. */
class StoredSubscriptionKeys implements SubscriptionKeys {
  readonly privateKey: KeyObject
  readonly publicKey: Buffer
  readonly auth: Buffer

  constructor(pair: RawKeyPair, auth: Buffer) {
    this.privateKey = pair.privateKey
    this.publicKey = pair.publicKey
    this.auth = auth
  }

  get p256dh(): string {
    return encodeBase64url(this.publicKey)
  }

  get authSecret(): string {
    return encodeBase64url(this.auth)
  }
}
