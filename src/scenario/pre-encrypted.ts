// Messages that are encrypted once and posted often: for load, where the cryptography of the generator would be measured too.
import type { ApplicationServer, PreparedMessage, PushTarget, SendOptions } from '../application-server/index.ts'
import {
  createSubscriptionKeys,
  type EncryptedMessage,
  encrypt,
  type PublicSubscriptionKeys,
} from '../webpush/index.ts'

/** One for each length of payload, of which there are some thousand at most. */
const messages = new Map<number, EncryptedMessage>()

let strangers: PublicSubscriptionKeys | undefined

/** Keys that nobody has the private part of. */
export function keysOfNobody(): PublicSubscriptionKeys {
  if (strangers === undefined) {
    const { p256dh, authSecret } = createSubscriptionKeys()
    strangers = { p256dh, auth: authSecret }
  }
  return strangers
}

/** The body that stands for every payload of a length. Nobody can decrypt it. */
export function preEncrypted(length: number): EncryptedMessage {
  const known = messages.get(length)
  if (known !== undefined) return known
  const message = encrypt(Buffer.alloc(length), keysOfNobody())
  messages.set(length, message)
  return message
}

/** The same as `ApplicationServer.prepare`, without its cryptography; the signature is shared by all posts to an origin. */
export async function prepareFast(
  applicationServer: ApplicationServer,
  { endpoint }: PushTarget,
  length: number,
  options: SendOptions,
): Promise<PreparedMessage> {
  const { body, headers } = preEncrypted(length)
  const type = { 'Content-Type': 'application/octet-stream' }
  const prepared = await applicationServer.prepare({ endpoint }, undefined, {
    ...options,
    headers: { ...type, ...headers, ...options.headers },
  })
  return { ...prepared, body }
}
