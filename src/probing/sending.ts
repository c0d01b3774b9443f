// Messages in the form that a service takes, and tokens that break the rules.
import type { Receipt, SendOptions } from '../application-server/index.ts'
import type { Subscription } from '../client/index.ts'
import { generateVapidKeys, signVapidPayload, type VapidKeys, vapidHeaders } from '../webpush/index.ts'
import { type Sent, somePayload } from './arrival.ts'
import { type Delivery, delivery } from './experiments/delivery.ts'
import type { ProbeKit } from './probe-kit.ts'

/** Posts a message in the form that the service takes, or differs from it as the options say. */
export async function send(
  kit: ProbeKit,
  subscription: Subscription,
  options: SendOptions & { readonly payload?: string | null } = {},
): Promise<Sent> {
  const { vapid, contentEncoding } = await kit.observe(delivery)
  const { payload = somePayload, ...rest } = options
  const message = await kit.sender.applicationServer.prepare(subscription, payload, { vapid, contentEncoding, ...rest })
  return { receipt: await kit.sender.post(message), body: message.body }
}

/** What a token says otherwise than a good one, and with which key it is signed. */
export interface SigningOptions {
  /** Claims that replace the good ones; `undefined` leaves one out. */
  readonly claims?: Readonly<Record<string, unknown>>
  readonly keys?: VapidKeys
  /** Whether the signature is that of another token. */
  readonly forged?: boolean
  /** Default: the scheme that the service takes. */
  readonly scheme?: 'vapid' | 'webpush'
}

/** Posts a message with a token that breaks the rules. */
export async function sendSigned(
  kit: ProbeKit,
  subscription: Subscription,
  options: SigningOptions = {},
): Promise<Receipt> {
  const known = await kit.observe(delivery)
  const { keys = kit.sender.applicationServer.vapidKeys, scheme = known.vapid === 'webpush' ? 'webpush' : 'vapid' } =
    options
  const claims = { ...goodClaims(subscription, known), ...options.claims }
  const token = await signVapidPayload(keys, claims)
  const other = options.forged === true ? await signVapidPayload(generateVapidKeys(), claims) : token
  const signed = vapidHeaders(
    `${token.slice(0, token.lastIndexOf('.'))}${other.slice(other.lastIndexOf('.'))}`,
    keys.publicKey,
    scheme === 'webpush' ? 'WebPush' : 'vapid',
  )
  const { endpoint, headers, body } = await kit.sender.applicationServer.prepare(subscription, somePayload, {
    vapid: false,
    contentEncoding: known.contentEncoding,
  })
  const cryptoKey = [headers['Crypto-Key'], signed['Crypto-Key']].filter((part) => part !== undefined).join(';')
  const all = { ...headers, ...signed, ...(cryptoKey === '' ? {} : { 'Crypto-Key': cryptoKey }) }
  return kit.sender.post({ endpoint, headers: all, body })
}

/** The time of the service, as far as its answers tell, in seconds since 1970. */
export function serviceTime({ clockAhead }: Delivery): number {
  return Math.floor((Date.now() + clockAhead) / 1000)
}

function goodClaims(subscription: Subscription, known: Delivery): Record<string, unknown> {
  return {
    aud: new URL(subscription.endpoint).origin,
    exp: serviceTime(known) + 12 * 60 * 60,
    sub: 'mailto:pushwright@example.com',
  }
}
