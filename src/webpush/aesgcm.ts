// The content encoding `aesgcm` of draft-ietf-httpbis-encryption-encoding-03 and draft-ietf-webpush-encryption-04, which senders
// from before 2017 and older libraries still use.

import { diffieHellman } from 'node:crypto'
import { PushwrightError } from '../errors/index.ts'
import type { SealOptions } from './aes128gcm.ts'
import { decryptError } from './decrypt-error.ts'
import { expand, extract } from './hkdf.ts'
import { pointLength } from './p256.ts'
import { spread } from './padding.ts'
import { deriveRecordKeys, openRecord, type RecordKeys, sealRecord, tagLength } from './record-cipher.ts'
import type { Recipient, SenderKeys } from './sender-keys.ts'
import { importSenderPoint } from './sender-point.ts'
import type { SubscriptionKeys } from './subscription-keys.ts'

/** The smallest record: the length of the padding and one byte. The tag does not count. */
export const minLegacyRecordSize = 3

const padLengthBytes = 2
const authInfo = Buffer.from('Content-Encoding: auth\0\x01')
const keyInfoPrefix = Buffer.from('Content-Encoding: aesgcm\0P-256\0')
const nonceInfoPrefix = Buffer.from('Content-Encoding: nonce\0P-256\0')

/** What stands in the headers of an `aesgcm` message. */
export interface LegacyHeaders {
  /** 16 bytes. */
  readonly salt: Buffer
  /** The sender's public key, 65 bytes. */
  readonly senderPoint: Buffer
  /** Bytes of one record without its tag, at least 3. */
  readonly recordSize: number
}

/**
 * Encrypts for a subscription.
 *
 * @param payload - Anything from no bytes on.
 * @param recipient - The subscription's public keys.
 * @param senderKeys - The sender's keys.
 * @param options - Salt, record size and padding, valid ones.
 * @returns The records; salt and sender's public key belong into headers.
 * @throws PushwrightError `ERR_ENCRYPT` when a record would need more than 65,535 bytes of padding.
 */
export function encryptAesgcm(
  payload: Buffer,
  recipient: Recipient,
  senderKeys: SenderKeys,
  options: SealOptions,
): Buffer {
  const { salt, recordSize, padding } = options
  const records = spread({
    payload: payload.length,
    padding,
    capacity: recordSize - padLengthBytes,
    maxPadding: 0xffff,
    lastIsShorter: true,
  })
  if (records === undefined) {
    throw new PushwrightError(
      'ERR_ENCRYPT',
      `Expected \`padding\` to fit into records of ${recordSize} bytes, each with at most 65535 bytes of padding, got ${padding}: use a smaller \`recordSize\`.`,
    )
  }
  const secret = diffieHellman({ privateKey: senderKeys.privateKey, publicKey: recipient.key })
  const keys = deriveKeys(secret, recipient.auth, salt, recipient.publicKey, senderKeys.publicKey)
  const body = Buffer.allocUnsafe(payload.length + padding + records.length * (padLengthBytes + tagLength))
  let offset = 0
  for (const [sequence, record] of records.entries()) {
    const plaintext = Buffer.allocUnsafe(padLengthBytes + record.padding + record.end - record.start)
    plaintext.writeUInt16BE(record.padding, 0)
    plaintext.fill(0, padLengthBytes, padLengthBytes + record.padding)
    plaintext.set(payload.subarray(record.start, record.end), padLengthBytes + record.padding)
    offset = sealRecord(keys, sequence, plaintext, body, offset)
  }
  return body
}

/**
 * Decrypts what was sent to a subscription.
 *
 * @param body - The records.
 * @param keys - The subscription's keys.
 * @param headers - What stood in `Encryption` and `Crypto-Key`.
 * @throws PushwrightError `ERR_DECRYPT` that says what is wrong and in which record.
 */
export function decryptAesgcm(body: Buffer, keys: SubscriptionKeys, headers: LegacyHeaders): Buffer {
  const senderKey = importSenderPoint(headers.senderPoint, '`dh` of the Crypto-Key header')
  const secret = diffieHellman({ privateKey: keys.privateKey, publicKey: senderKey })
  const recordKeys = deriveKeys(secret, keys.auth, headers.salt, keys.publicKey, headers.senderPoint)
  const fullRecord = headers.recordSize + tagLength
  if (body.length % fullRecord === 0) {
    throw decryptError(
      `Expected the last record to be shorter than ${fullRecord} bytes, got a body of ${body.length}: it was cut between records.`,
    )
  }
  const parts: Buffer[] = []
  for (let sequence = 0, start = 0; start < body.length; sequence++, start += fullRecord) {
    const record = body.subarray(start, start + fullRecord)
    if (record.length < tagLength + padLengthBytes) {
      throw decryptError(
        `Expected record ${sequence} to have at least 18 bytes, got ${record.length}: the body is cut.`,
      )
    }
    const plaintext = openRecord(recordKeys, sequence, record)
    if (plaintext === undefined) {
      throw decryptError(`The tag of record ${sequence} does not fit: wrong keys, or the body was changed or cut.`)
    }
    parts.push(removePadding(plaintext, sequence))
  }
  return parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts)
}

function deriveKeys(
  secret: Buffer,
  auth: Buffer,
  salt: Buffer,
  recipientPoint: Buffer,
  senderPoint: Buffer,
): RecordKeys {
  const keyMaterial = expand(extract(auth, secret), authInfo, 32)
  return deriveRecordKeys(
    extract(salt, keyMaterial),
    legacyInfo(keyInfoPrefix, recipientPoint, senderPoint),
    legacyInfo(nonceInfoPrefix, recipientPoint, senderPoint),
  )
}

function legacyInfo(prefix: Buffer, recipientPoint: Buffer, senderPoint: Buffer): Buffer {
  const info = Buffer.allocUnsafe(prefix.length + 2 * (2 + pointLength) + 1)
  info.set(prefix, 0)
  let offset = info.writeUInt16BE(pointLength, prefix.length)
  info.set(recipientPoint, offset)
  offset = info.writeUInt16BE(pointLength, offset + pointLength)
  info.set(senderPoint, offset)
  info[info.length - 1] = 1
  return info
}

function removePadding(plaintext: Buffer, sequence: number): Buffer {
  const padding = plaintext.readUInt16BE(0)
  const end = padLengthBytes + padding
  if (end > plaintext.length) {
    throw decryptError(
      `Record ${sequence} says that it has ${padding} bytes of padding, but has ${plaintext.length - 2}.`,
    )
  }
  for (let i = padLengthBytes; i < end; i++) {
    if (plaintext[i] !== 0) {
      throw decryptError(`Expected the padding of record ${sequence} to be zeros, got ${plaintext[i]} at byte ${i}.`)
    }
  }
  return plaintext.subarray(end)
}
