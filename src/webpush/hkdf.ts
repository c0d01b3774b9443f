// HKDF with SHA-256 (RFC 5869) for keys and outputs of at most 64 and 32 bytes, which is all that web push derives.

import { hash } from 'node:crypto'

const blockLength = 64

// Work space, used within one synchronous call only. Two one-shot hashes over it take a quarter of createHmac's time.
const outer = Buffer.alloc(blockLength + 32)
const inner = Buffer.alloc(blockLength + 512)

/**
 * HMAC-SHA256 (RFC 2104).
 *
 * @param key - At most 64 bytes.
 * @param data - At most 512 bytes.
 * @returns 32 bytes.
 */
export function hmacSha256(key: Uint8Array, data: Uint8Array): Buffer {
  if (key.length > blockLength || blockLength + data.length > inner.length) {
    throw new RangeError(`Expected at most 64 bytes of key and 512 of data, got ${key.length} and ${data.length}.`)
  }
  for (let i = 0; i < blockLength; i++) {
    const byte = key[i] ?? 0
    inner[i] = byte ^ 0x36
    outer[i] = byte ^ 0x5c
  }
  inner.set(data, blockLength)
  outer.set(hash('sha256', inner.subarray(0, blockLength + data.length), 'buffer'), blockLength)
  return hash('sha256', outer, 'buffer')
}

/**
 * HKDF-Extract (RFC 5869 section 2.2).
 *
 * @param salt - At most 64 bytes.
 * @param keyMaterial - At most 512 bytes.
 * @returns The pseudorandom key, 32 bytes.
 */
export function extract(salt: Uint8Array, keyMaterial: Uint8Array): Buffer {
  return hmacSha256(salt, keyMaterial)
}

/**
 * The first block of HKDF-Expand (RFC 5869 section 2.3).
 *
 * @param pseudorandomKey - 32 bytes.
 * @param info - What the output is for, with the counter octet 0x01 already at its end.
 * @param length - At most 32 bytes.
 */
export function expand(pseudorandomKey: Uint8Array, info: Uint8Array, length: number): Buffer {
  return hmacSha256(pseudorandomKey, info).subarray(0, length)
}
