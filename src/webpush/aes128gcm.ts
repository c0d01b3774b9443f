// The content encoding `aes128gcm` (RFC 8188) with the keys of web push (RFC 8291).

import { diffieHellman } from 'node:crypto'
import { PushwrightError } from '../errors/index.ts'
import { decryptError } from './decrypt-error.ts'
import { expand, extract } from './hkdf.ts'
import { pointLength } from './p256.ts'
import { spread } from './padding.ts'
import { deriveRecordKeys, openRecord, saltLength, sealRecord, tagLength } from './record-cipher.ts'
import type { Recipient, SenderKeys } from './sender-keys.ts'
import { importSenderPoint } from './sender-point.ts'
import type { SubscriptionKeys } from './subscription-keys.ts'

/** The smallest record: one byte, its delimiter and the tag (RFC 8188 section 2.1). */
export const minRecordSize = 18
/** The record size is an unsigned integer of 32 bits. */
export const maxRecordSize = 0xffff_ffff

const fixedHeaderLength = saltLength + 5
const keyInfo = Buffer.from('Content-Encoding: aes128gcm\0\x01')
const nonceInfo = Buffer.from('Content-Encoding: nonce\0\x01')
const webPushInfo = Buffer.from('WebPush: info\0')

/** What a message is encrypted with, apart from the payload. */
export interface SealOptions {
  /** 16 bytes. */
  readonly salt: Buffer
  /** Bytes of one record with tag and delimiter, 18 to 4294967295. */
  readonly recordSize: number
  /** Bytes of padding in total. */
  readonly padding: number
}

/**
 * Encrypts for a subscription (RFC 8291 section 3.4).
 *
 * @param payload - Anything from no bytes on.
 * @param recipient - The subscription's public keys.
 * @param senderKeys - The sender's keys, whose public half becomes the key id.
 * @param options - Salt, record size and padding, valid ones.
 * @returns The body: header and records.
 */
export function encryptAes128gcm(
  payload: Buffer,
  recipient: Recipient,
  senderKeys: SenderKeys,
  options: SealOptions,
): Buffer {
  const secret = diffieHellman({ privateKey: senderKeys.privateKey, publicKey: recipient.key })
  const keyMaterial = deriveKeyMaterial(secret, recipient.auth, recipient.publicKey, senderKeys.publicKey)
  return seal(payload, keyMaterial, senderKeys.publicKey, options)
}

/**
 * Decrypts what was sent to a subscription (RFC 8291 section 4, without its limit to one record).
 *
 * @param body - Header and records.
 * @param keys - The subscription's keys.
 * @throws PushwrightError `ERR_DECRYPT` that says what is wrong and in which record.
 */
export function decryptAes128gcm(body: Buffer, keys: SubscriptionKeys): Buffer {
  const { keyId } = parseHeader(body)
  if (keyId.length !== pointLength) {
    throw decryptError(`Expected the key id to be the sender's public key of 65 bytes, got ${keyId.length} bytes.`)
  }
  const secret = diffieHellman({ privateKey: keys.privateKey, publicKey: importSenderPoint(keyId, 'key id') })
  return open(body, deriveKeyMaterial(secret, keys.auth, keys.publicKey, keyId))
}

/**
 * Encrypts with input keying material that both sides have (RFC 8188 section 2).
 *
 * @param payload - Anything from no bytes on.
 * @param keyMaterial - At most 512 bytes.
 * @param keyId - At most 255 bytes.
 * @param options - Salt, record size and padding, valid ones.
 */
export function seal(payload: Buffer, keyMaterial: Buffer, keyId: Buffer, options: SealOptions): Buffer {
  const { salt, recordSize, padding } = options
  const capacity = recordSize - tagLength - 1
  const records = spread({
    payload: payload.length,
    padding,
    capacity,
    maxPadding: capacity,
    lastIsShorter: false,
  })
  if (records === undefined)
    throw new PushwrightError(
      'ERR_ENCRYPT',
      `Expected padding that fits into records of ${recordSize} bytes with the payload, got ${padding} bytes. Pad less, or raise the record size.`,
    )
  const keys = deriveRecordKeys(extract(salt, keyMaterial), keyInfo, nonceInfo)
  const headerLength = fixedHeaderLength + keyId.length
  const body = Buffer.allocUnsafe(headerLength + payload.length + padding + records.length * (tagLength + 1))
  body.set(salt, 0)
  body.writeUInt32BE(recordSize, saltLength)
  body.writeUInt8(keyId.length, saltLength + 4)
  body.set(keyId, fixedHeaderLength)
  let offset = headerLength
  for (const [sequence, record] of records.entries()) {
    const data = record.end - record.start
    const plaintext = Buffer.allocUnsafe(data + 1 + record.padding)
    plaintext.set(payload.subarray(record.start, record.end), 0)
    plaintext[data] = record.last ? 2 : 1
    plaintext.fill(0, data + 1)
    offset = sealRecord(keys, sequence, plaintext, body, offset)
  }
  return body
}

/**
 * Decrypts with input keying material that both sides have (RFC 8188 section 2).
 *
 * @param body - Header and records.
 * @param keyMaterial - At most 512 bytes.
 * @throws PushwrightError `ERR_DECRYPT` that says what is wrong and in which record.
 */
export function open(body: Buffer, keyMaterial: Buffer): Buffer {
  const { salt, recordSize, keyId } = parseHeader(body)
  const keys = deriveRecordKeys(extract(salt, keyMaterial), keyInfo, nonceInfo)
  const parts: Buffer[] = []
  let start = fixedHeaderLength + keyId.length
  if (start === body.length) throw decryptError('Expected a record after the header, got the end of the body.')
  for (let sequence = 0; start < body.length; sequence++) {
    const end = Math.min(start + recordSize, body.length)
    if (end - start <= tagLength) {
      throw decryptError(
        `Expected record ${sequence} to have more than the ${tagLength} bytes of its tag, got ${end - start}: the body is cut.`,
      )
    }
    const plaintext = openRecord(keys, sequence, body.subarray(start, end))
    if (plaintext === undefined) {
      throw decryptError(`The tag of record ${sequence} does not fit: wrong keys, or the body was changed or cut.`)
    }
    parts.push(removePadding(plaintext, sequence, end === body.length))
    start = end
  }
  return parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts)
}

function deriveKeyMaterial(secret: Buffer, auth: Buffer, recipientPoint: Buffer, senderPoint: Buffer): Buffer {
  const info = Buffer.allocUnsafe(webPushInfo.length + 2 * pointLength + 1)
  info.set(webPushInfo, 0)
  info.set(recipientPoint, webPushInfo.length)
  info.set(senderPoint, webPushInfo.length + pointLength)
  info[info.length - 1] = 1
  return expand(extract(auth, secret), info, 32)
}

function parseHeader(body: Buffer): { salt: Buffer; recordSize: number; keyId: Buffer } {
  const length = fixedHeaderLength + (body[saltLength + 4] ?? 0)
  if (body.length < length) {
    throw decryptError(`Expected a header of at least ${length} bytes, got a body of ${body.length}.`)
  }
  const recordSize = body.readUInt32BE(saltLength)
  if (recordSize < minRecordSize) {
    throw decryptError(`Expected a record size of at least ${minRecordSize}, got ${recordSize}.`)
  }
  return { salt: body.subarray(0, saltLength), recordSize, keyId: body.subarray(fixedHeaderLength, length) }
}

function removePadding(plaintext: Buffer, sequence: number, last: boolean): Buffer {
  let end = plaintext.length - 1
  while (end >= 0 && plaintext[end] === 0) end--
  const delimiter = plaintext[end]
  if (delimiter === undefined) throw decryptError(`Expected record ${sequence} to have a delimiter, got only zeros.`)
  if (delimiter === (last ? 2 : 1)) return plaintext.subarray(0, end)
  if (delimiter === 1) {
    throw decryptError(
      `Record ${sequence} says that another one follows, but the body ends: it was cut between records.`,
    )
  }
  if (delimiter === 2) {
    throw decryptError(`Record ${sequence} says that it is the last one, but the body goes on.`)
  }
  throw decryptError(`Expected the padding delimiter of record ${sequence} to be ${last ? 2 : 1}, got ${delimiter}.`)
}
