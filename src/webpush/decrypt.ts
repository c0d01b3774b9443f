// Decrypts a push message with a subscription's keys.

import { decryptAes128gcm } from './aes128gcm.ts'
import { decryptAesgcm, type LegacyHeaders, minLegacyRecordSize } from './aesgcm.ts'
import { asBuffer, decodeBase64url } from './base64url.ts'
import { decryptError } from './decrypt-error.ts'
import { findParameter, type HeaderParameters, parseHeaderParameters } from './header-parameters.ts'
import { saltLength } from './record-cipher.ts'
import type { SubscriptionKeys } from './subscription-keys.ts'

/** The headers that say how a message was encrypted. */
export interface DecryptOptions {
  /** The value of `Content-Encoding`: `aes128gcm` or `aesgcm`. */
  readonly contentEncoding: string
  /** The value of `Encryption`, which `aesgcm` needs. */
  readonly encryption?: string
  /** The value of `Crypto-Key`, which `aesgcm` needs. */
  readonly cryptoKey?: string
}

/**
 * Decrypts a message that was sent to one subscription (RFC 8291, or draft-ietf-webpush-encryption-04 for `aesgcm`).
 *
 * @param body - What the sender posted.
 * @param keys - The subscription's keys.
 * @param options - The headers the sender posted it with.
 * @throws PushwrightError `ERR_DECRYPT` that says what is wrong: the header, the sender's key, or which record and why.
 *
 * @example
 * ```ts
 * decrypt(body, keys, { contentEncoding: 'aes128gcm' }).toString()
 * decrypt(body, keys, { contentEncoding: 'aesgcm', encryption: 'salt=...', cryptoKey: 'dh=...' })
 * ```
 */
export function decrypt(body: Uint8Array, keys: SubscriptionKeys, options: DecryptOptions): Buffer {
  const bytes = asBuffer(body)
  switch (options.contentEncoding) {
    case 'aes128gcm':
      return decryptAes128gcm(bytes, keys)
    case 'aesgcm':
      return decryptAesgcm(bytes, keys, parseLegacyHeaders(options))
    default:
      throw decryptError(
        `Expected the content encoding to be aes128gcm or aesgcm, got ${JSON.stringify(options.contentEncoding)}.`,
      )
  }
}

function parseLegacyHeaders(options: DecryptOptions): LegacyHeaders {
  if (options.encryption === undefined) throw decryptError('Expected an Encryption header with a `salt`, got none.')
  if (options.cryptoKey === undefined) throw decryptError('Expected a Crypto-Key header with a `dh`, got none.')
  const encryption = parseHeaderParameters(options.encryption).find((parameters) => parameters.has('salt'))
  const salt = encryption?.get('salt')
  if (encryption === undefined || salt === undefined) {
    throw decryptError(`Expected the Encryption header to have a \`salt\`, got ${JSON.stringify(options.encryption)}.`)
  }
  const saltBytes = decodeBase64url(salt, 'any')
  if (saltBytes?.length !== saltLength) {
    throw decryptError(
      `Expected the \`salt\` of the Encryption header to be base64url of 16 bytes, got ${JSON.stringify(salt)}.`,
    )
  }
  return {
    salt: saltBytes,
    senderPoint: parseSenderPoint(options.cryptoKey, encryption),
    recordSize: parseRecordSize(encryption),
  }
}

/** The `dh` with the key id that the Encryption header names, or the only one there is. */
function parseSenderPoint(cryptoKey: string, encryption: HeaderParameters): Buffer {
  const values = parseHeaderParameters(cryptoKey)
  const keyId = encryption.get('keyid')
  const named = values.filter((parameters) => keyId !== undefined && parameters.get('keyid') === keyId)
  const dh = findParameter(named, 'dh') ?? findParameter(values, 'dh')
  const point = dh === undefined ? undefined : decodeBase64url(dh, 'any')
  if (point === undefined) {
    throw decryptError(`Expected the Crypto-Key header to have a base64url \`dh\`, got ${JSON.stringify(cryptoKey)}.`)
  }
  return point
}

function parseRecordSize(encryption: HeaderParameters): number {
  const rs = encryption.get('rs') ?? '4096'
  const recordSize = /^\d{1,15}$/.test(rs) ? Number(rs) : 0
  if (recordSize < minLegacyRecordSize) {
    throw decryptError(
      `Expected \`rs\` of the Encryption header to be a whole number of at least 3, got ${JSON.stringify(rs)}.`,
    )
  }
  return recordSize
}
