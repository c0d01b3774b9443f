// The sender's public key as it arrives with a message.

import type { KeyObject } from 'node:crypto'
import { BoundedCache } from './bounded-cache.ts'
import { decryptError } from './decrypt-error.ts'
import { describeBadPoint, importPoint } from './p256.ts'

// Senders should use a key once, but a sender under load may reuse one, and importing it costs a third of decrypting.
const senderPoints = new BoundedCache<string, KeyObject>(64)

/**
 * The public key a sender put into a message.
 *
 * @param point - 65 bytes.
 * @param place - Where it stood, for the message.
 * @throws PushwrightError `ERR_DECRYPT` when it is no point of P-256.
 */
export function importSenderPoint(point: Buffer, place: string): KeyObject {
  const id = point.toString('latin1')
  const known = senderPoints.get(id)
  if (known !== undefined) return known
  const key = importPoint(point)
  if (key === undefined) {
    throw decryptError(
      `Expected the ${place} to be an uncompressed point on P-256 (65 bytes that begin with 0x04), got ${describeBadPoint(point)}.`,
    )
  }
  return senderPoints.set(id, key)
}
