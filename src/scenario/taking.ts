// What happens to every notification that a scenario takes: it is counted, decrypted and measured, and can be compared.
import { payloadBytes } from '../application-server/index.ts'
import type { Notification } from '../client/index.ts'
import { PushwrightError } from '../errors/index.ts'
import { preEncrypted } from './pre-encrypted.ts'
import type { ScenarioSession } from './session.ts'

/**
 * Decrypts a notification, if its subscription is known here, and measures its way from the post.
 *
 * @throws PushwrightError `ERR_DECRYPT`.
 */
export function takeIn(session: ScenarioSession, notification: Notification): void {
  const { recorder, deliveries, target } = session
  const { data = '', channelID, receivedAt } = notification
  recorder.counted('messagesReceived')
  recorder.counted('bytesReceived', Math.floor((data.length * 3) / 4))
  const before = performance.now()
  if (!target.preEncrypted && session.client.subscriptions.has(channelID)) notification.bytes()
  const decryption = performance.now() - before
  const postedAt = deliveries.arrived(data)
  // How long it lay in the inbox is the scenario's own time.
  const arrivedAt = receivedAt - performance.timeOrigin
  // Never before the post, by as little as the rounding of such large numbers.
  if (postedAt !== undefined) recorder.measured('delivery', postedAt, Math.max(postedAt, arrivedAt + decryption))
}

/**
 * Compares what a notification carries with what was sent.
 *
 * @throws PushwrightError `ERR_UNEXPECTED` if it is something else, `ERR_DECRYPT`.
 */
export function requirePayload(session: ScenarioSession, notification: Notification, payload: unknown): void {
  const bytes = payloadBytes(payload) ?? new Uint8Array()
  if (isSame(session, notification, bytes)) return
  throw new PushwrightError(
    'ERR_UNEXPECTED',
    `Expected the notification on channel ${notification.channelID} to carry the ${bytes.byteLength} bytes that were sent, got others.`,
    { details: { channelID: notification.channelID, version: notification.version } },
  )
}

function isSame({ target }: ScenarioSession, notification: Notification, bytes: Uint8Array): boolean {
  const { data = '' } = notification
  // What was encrypted for nobody cannot be decrypted; the bytes on the wire are the same or not.
  if (target.preEncrypted && data !== '') return data === preEncrypted(bytes.byteLength).body.toString('base64url')
  return notification.bytes().equals(bytes)
}
