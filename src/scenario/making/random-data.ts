// Makes up payloads.
import { PushwrightError } from '../../errors/index.ts'
import { randomBuffer, randomInteger } from '../chance.ts'

/** The most that a message of 4096 bytes can carry (RFC 8291 section 4). */
export const largestPayload = 3993

/**
 * Random bytes for a payload.
 *
 * @param minimum - The least number of bytes.
 * @param maximum - The greatest. Default 3993, the most that a message can carry.
 * @throws PushwrightError `ERR_OPTION` if there is no whole number of bytes between them.
 */
export function randomData(minimum: number, maximum: number = largestPayload): Buffer {
  if (!Number.isSafeInteger(minimum) || !Number.isSafeInteger(maximum) || minimum < 0 || minimum > maximum) {
    throw new PushwrightError(
      'ERR_OPTION',
      `Expected \`minimum\` and \`maximum\` to be numbers of bytes in this order, got ${minimum} and ${maximum}.`,
    )
  }
  return randomBuffer(randomInteger(minimum, maximum))
}
