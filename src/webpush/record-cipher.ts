// AES-128-GCM over the records of one message, which both content encodings share.

import { createCipheriv, createDecipheriv } from 'node:crypto'
import { expand } from './hkdf.ts'

/** Bytes of a GCM tag, the end of each record. */
export const tagLength = 16
/** Bytes of a salt. */
export const saltLength = 16

/** The content encryption key and the nonce that the sequence number is mixed into. */
export interface RecordKeys {
  /** 16 bytes. */
  readonly key: Buffer
  /** 12 bytes. */
  readonly nonce: Buffer
}

/**
 * Derives the keys of one message (RFC 8188 section 2.2 and 2.3).
 *
 * @param pseudorandomKey - 32 bytes.
 * @param keyInfo - Info of the key, with the counter octet 0x01 at its end.
 * @param nonceInfo - Info of the nonce, the same way.
 */
export function deriveRecordKeys(pseudorandomKey: Buffer, keyInfo: Buffer, nonceInfo: Buffer): RecordKeys {
  return { key: expand(pseudorandomKey, keyInfo, 16), nonce: expand(pseudorandomKey, nonceInfo, 12) }
}

/**
 * Encrypts one record into `target`.
 *
 * @param keys - The message's keys.
 * @param sequence - The record's number, from 0.
 * @param plaintext - The record with its padding.
 * @param target - Where the ciphertext and the tag go.
 * @param offset - Where in `target`.
 * @returns The offset behind the record.
 */
export function sealRecord(
  keys: RecordKeys,
  sequence: number,
  plaintext: Buffer,
  target: Buffer,
  offset: number,
): number {
  const cipher = createCipheriv('aes-128-gcm', keys.key, recordNonce(keys.nonce, sequence))
  target.set(cipher.update(plaintext), offset)
  cipher.final()
  target.set(cipher.getAuthTag(), offset + plaintext.length)
  return offset + plaintext.length + tagLength
}

/**
 * Decrypts one record.
 *
 * @param keys - The message's keys.
 * @param sequence - The record's number, from 0.
 * @param record - Ciphertext and tag, at least 16 bytes.
 * @returns The record with its padding, or `undefined` when the tag does not fit.
 */
export function openRecord(keys: RecordKeys, sequence: number, record: Buffer): Buffer | undefined {
  const decipher = createDecipheriv('aes-128-gcm', keys.key, recordNonce(keys.nonce, sequence), {
    authTagLength: tagLength,
  })
  const tagStart = record.length - tagLength
  decipher.setAuthTag(record.subarray(tagStart))
  const plaintext = decipher.update(record.subarray(0, tagStart))
  try {
    decipher.final()
  } catch {
    // The only thing final() can find in GCM is a tag that does not fit; the caller says in which record.
    return undefined
  }
  return plaintext
}

/** The nonce of a record. A body fits into memory, so its records can be counted in the last four of the twelve bytes. */
function recordNonce(base: Buffer, sequence: number): Buffer {
  if (sequence === 0) return base
  const nonce = Buffer.from(base)
  nonce.writeUInt32BE((nonce.readUInt32BE(8) ^ sequence) >>> 0, 8)
  return nonce
}
