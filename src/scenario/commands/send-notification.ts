// Posts a message to a push endpoint.
import {
  type PreparedMessage,
  type PushTarget,
  payloadBytes,
  type Receipt,
  type SendOptions,
} from '../../application-server/index.ts'
import { vapidAuthorization } from '../../webpush/index.ts'
import { type ExpectedStatus, requireReceipt } from '../answers.ts'
import { Command } from '../command.ts'
import { keysOfNobody, prepareFast } from '../pre-encrypted.ts'
import type { ScenarioSession } from '../session.ts'

/** What a VAPID token is to say; what is left out is as it should be. */
export interface ClaimOverrides {
  /** A `mailto:` or `https:` URI. */
  readonly sub?: string
  /** An origin. Default: that of the endpoint. */
  readonly aud?: string
  /** Seconds since 1970. Default: in 12 hours. */
  readonly exp?: number
}

/** How to send. */
export interface SendNotificationOptions extends Omit<SendOptions, 'signal'> {
  /** The status to expect. Default `accepted`, which is any from 200 to 299. */
  readonly status?: ExpectedStatus
  /** Signs a token of its own with these claims. Default: that of the application server. */
  readonly claims?: ClaimOverrides
}

/**
 * Encrypts a payload, signs and posts it. Works without a connection.
 *
 * @param target - A subscription, or an endpoint. For an endpoint that is no subscription of this scenario the payload is encrypted
 *   for nobody.
 * @param payload - Text, bytes, or anything else as JSON; nothing sends an empty message.
 * @returns The receipt.
 * @throws PushwrightError `ERR_REFUSED` or `ERR_UNEXPECTED` with `details.status` if the status is not the expected one,
 *   `ERR_NETWORK`, `ERR_TIMEOUT`, `ERR_NOT_ALLOWED`, `ERR_OPTION`.
 */
export function sendNotification(
  target: PushTarget | string,
  payload?: unknown,
  options: SendNotificationOptions = {},
): Command<Receipt> {
  const { status = 'accepted', claims, timeout, ...rest } = options
  return new Command('sendNotification', async (session) => {
    const { applicationServer, recorder, deliveries } = session
    const meant = typeof target === 'string' ? targetOf(session, target) : target
    const place = { endpoint: session.routed(meant.endpoint), ...(meant.keys !== undefined && { keys: meant.keys }) }
    const signed = claims === undefined ? {} : await sign(session, place, claims)
    const sending = { ...rest, headers: { ...signed, ...rest.headers } }
    const message = await prepare(session, place, payload, sending)
    const { byteLength } = message.body
    session.record('request', () => `POST ${new URL(place.endpoint).pathname} (${byteLength} bytes)`, 'sent')
    recorder.counted('bytesSent', byteLength)
    const startedAt = performance.now()
    deliveries.posted(message.body, startedAt)
    const wait = session.wait(timeout === undefined ? {} : { timeout })
    const receipt = await applicationServer.post(message, wait)
    recorder.measured('post', startedAt, performance.now())
    recorder.counted(`status:${receipt.status}`)
    session.record('response', () => `${receipt.status}`, 'received')
    if (receipt.accepted) recorder.counted('messagesSent')
    else deliveries.refused(message.body)
    return requireReceipt(receipt, status, 'the message')
  })
}

/** Encrypts and signs. */
function prepare(
  session: ScenarioSession,
  target: PushTarget,
  payload: unknown,
  options: SendOptions,
): Promise<PreparedMessage> {
  const { applicationServer, recorder } = session
  const bytes = payloadBytes(payload)
  const { contentEncoding = 'aes128gcm', padding = 0 } = options
  if (!session.target.preEncrypted || bytes === undefined || contentEncoding !== 'aes128gcm') {
    return applicationServer.prepare(target, payload, options)
  }
  recorder.counted('preEncrypted')
  return prepareFast(applicationServer, target, bytes.byteLength + padding, options)
}

function targetOf(session: ScenarioSession, endpoint: string): PushTarget {
  return session.subscriptionAt(endpoint) ?? { endpoint, keys: keysOfNobody() }
}

async function sign(
  { applicationServer }: ScenarioSession,
  { endpoint }: PushTarget,
  { sub, aud = new URL(endpoint).origin, exp }: ClaimOverrides,
): Promise<Record<string, string>> {
  const claims = {
    audience: aud,
    ...(sub !== undefined && { subject: sub }),
    ...(exp !== undefined && { expiration: exp }),
  }
  return { ...(await vapidAuthorization(applicationServer.vapidKeys, claims)) }
}
