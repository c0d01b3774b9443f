// Encrypts a push message for a subscription.

import { randomBytes } from 'node:crypto'
import { PushwrightError } from '../errors/index.ts'
import { encryptAes128gcm, maxRecordSize, minRecordSize } from './aes128gcm.ts'
import { encryptAesgcm, minLegacyRecordSize } from './aesgcm.ts'
import { asBuffer, encodeBase64url } from './base64url.ts'
import { saltLength } from './record-cipher.ts'
import { createSenderKeys, decodeRecipient, type SenderKeys } from './sender-keys.ts'
import type { PublicSubscriptionKeys } from './subscription-keys.ts'

/** The content encodings of web push: the standard's, and the draft's that older senders use. */
export type ContentEncoding = 'aes128gcm' | 'aesgcm'

/** How {@link encrypt} encrypts. */
export interface EncryptOptions {
  /** Default `aes128gcm`. */
  readonly contentEncoding?: ContentEncoding
  /**
   * Bytes of one record, default 4096. With `aes128gcm` the tag and the delimiter count, and 18 is the least; with `aesgcm` the tag
   * does not count, and 3 is the least. A payload that does not fit takes several records.
   */
  readonly recordSize?: number
  /** Bytes of padding in total, default 0. Receivers remove it. */
  readonly padding?: number
  /** 16 bytes, default random. */
  readonly salt?: Uint8Array
  /** The sender's key pair, default a fresh one. */
  readonly senderKeys?: SenderKeys
}

/** What goes into the request to the push endpoint. */
export interface EncryptedMessage {
  readonly body: Buffer
  /** `Content-Encoding`; with `aesgcm` also `Encryption` (`salt=...`) and `Crypto-Key` (`dh=...`). */
  readonly headers: Readonly<Record<string, string> & { 'Content-Encoding': ContentEncoding }>
}

const defaultRecordSize = 4096

/**
 * Encrypts a message for one subscription (RFC 8291, or draft-ietf-webpush-encryption-04 for `aesgcm`).
 *
 * @param payload - Bytes, or text that is sent as UTF-8; it can be empty.
 * @param recipient - The `keys` of the push subscription.
 * @param options - Encoding, record size, padding; salt and sender's keys for reproducible messages.
 * @throws PushwrightError `ERR_KEY` when the subscription's keys are malformed, `ERR_OPTION` when an option is out of range,
 *   `ERR_ENCRYPT` when the padding cannot be spread over records of this size.
 *
 * @example
 * ```ts
 * const { body, headers } = encrypt('hello', subscription.toJSON().keys)
 * await fetch(subscription.endpoint, { method: 'POST', body, headers: { ...headers, TTL: '60' } })
 * ```
 */
export function encrypt(
  payload: Uint8Array | string,
  recipient: PublicSubscriptionKeys,
  options: EncryptOptions = {},
): EncryptedMessage {
  const { contentEncoding = 'aes128gcm', recordSize = defaultRecordSize, padding = 0 } = options
  const bytes = typeof payload === 'string' ? Buffer.from(payload) : asBuffer(payload)
  const minimum = leastRecordSize(contentEncoding)
  checkInteger('recordSize', recordSize, minimum, maxRecordSize)
  checkInteger('padding', padding, 0, maxRecordSize)
  const decoded = decodeRecipient(recipient)
  const salt = options.salt === undefined ? randomBytes(saltLength) : checkSalt(options.salt)
  const senderKeys = options.senderKeys ?? createSenderKeys()
  if (contentEncoding === 'aes128gcm') {
    const body = encryptAes128gcm(bytes, decoded, senderKeys, { salt, recordSize, padding })
    return { body, headers: { 'Content-Encoding': 'aes128gcm' } }
  }
  const body = encryptAesgcm(bytes, decoded, senderKeys, { salt, recordSize, padding })
  const rs = recordSize === defaultRecordSize ? '' : `;rs=${recordSize}`
  return {
    body,
    headers: {
      'Content-Encoding': 'aesgcm',
      Encryption: `salt=${encodeBase64url(salt)}${rs}`,
      'Crypto-Key': `dh=${encodeBase64url(senderKeys.publicKey)}`,
    },
  }
}

function leastRecordSize(contentEncoding: ContentEncoding): number {
  switch (contentEncoding) {
    case 'aes128gcm':
      return minRecordSize
    case 'aesgcm':
      return minLegacyRecordSize
    default:
      throw new PushwrightError(
        'ERR_OPTION',
        `Expected \`contentEncoding\` to be aes128gcm or aesgcm, got ${String(contentEncoding satisfies never)}.`,
      )
  }
}

function checkInteger(name: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return
  throw new PushwrightError(
    'ERR_OPTION',
    `Expected \`${name}\` to be a whole number from ${least} to ${most}, got ${value}.`,
  )
}

function checkSalt(salt: Uint8Array): Buffer {
  if (salt.length === saltLength) return asBuffer(salt)
  throw new PushwrightError('ERR_OPTION', `Expected \`salt\` to be ${saltLength} bytes, got ${salt.length}.`)
}
