// Makes up channel ids.
import { randomBuffer } from '../chance.ts'

/** A random channel id: a UUID of version 4, lower case with hyphens. */
export function randomChannelId(): string {
  const bytes = randomBuffer(16)
  // Version 4 and the variant of RFC 9562 section 5.4.
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
