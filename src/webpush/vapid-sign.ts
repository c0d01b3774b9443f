// Signs VAPID tokens and writes them into headers.

import type { VapidKeys } from './vapid-keys.ts'

/** What a token says. Nothing here is checked against the standard, so that tests can sign tokens that break it. */
export interface VapidClaims {
  /** `aud`: the origin of the push endpoint, such as `https://push.example`. */
  readonly audience: string
  /** `sub`: a `mailto:` or `https:` URI of the sender; left out when not given. */
  readonly subject?: string
  /** `exp` in seconds since 1970; wins over {@link VapidClaims.expiresIn}. */
  readonly expiration?: number
  /** Seconds from now to `exp`, default 12 hours. */
  readonly expiresIn?: number
  /** Milliseconds since 1970 that count as now, default `Date.now()`. */
  readonly now?: number
}

/** `vapid` is RFC 8292; `WebPush` is draft-ietf-webpush-vapid-01, with the key in `Crypto-Key`. */
export type VapidScheme = 'vapid' | 'WebPush'

/** The headers of a signed request; `Crypto-Key` is there with the scheme `WebPush` only. */
export interface VapidHeaders {
  readonly Authorization: string
  readonly 'Crypto-Key'?: string
}

const defaultLifetime = 12 * 60 * 60

/**
 * Signs a token (RFC 8292 section 2).
 *
 * @param keys - The application server's keys.
 * @param claims - Audience, subject and expiry.
 * @returns A JWT, signed with ES256.
 */
export function signVapid(keys: VapidKeys, claims: VapidClaims): Promise<string> {
  const { audience, subject, expiresIn = defaultLifetime, now = Date.now() } = claims
  const exp = claims.expiration ?? Math.floor(now / 1000) + expiresIn
  return signVapidPayload(keys, { aud: audience, exp, ...(subject === undefined ? {} : { sub: subject }) })
}

/**
 * Signs any claims at all, to find out what a push service makes of them.
 *
 * @param keys - The application server's keys.
 * @param payload - The JWT's payload as it is to be.
 * @returns A JWT, signed with ES256.
 *
 * @example
 * ```ts
 * await signVapidPayload(keys, { aud: ['https://push.example'], exp: 'tomorrow' })
 * ```
 */
export async function signVapidPayload(keys: VapidKeys, payload: Readonly<Record<string, unknown>>): Promise<string> {
  // Loaded with the first token: the import costs tens of milliseconds, and most test files sign none.
  const { CompactSign } = await import('jose')
  return new CompactSign(Buffer.from(JSON.stringify(payload)))
    .setProtectedHeader({ typ: 'JWT', alg: 'ES256' })
    .sign(keys.privateKey)
}

/**
 * Signs a token and writes the headers that carry it (RFC 8292 section 3, or draft-ietf-webpush-vapid-01 section 4).
 *
 * @param keys - The application server's keys.
 * @param claims - Audience, subject and expiry.
 * @param options - `scheme`: default `vapid`.
 *
 * @example
 * ```ts
 * const claims = { audience: new URL(endpoint).origin, subject: 'mailto:ops@app.example' }
 * const { Authorization } = await vapidAuthorization(keys, claims)
 * await fetch(endpoint, { method: 'POST', headers: { Authorization, TTL: '60' } })
 * ```
 */
export async function vapidAuthorization(
  keys: VapidKeys,
  claims: VapidClaims,
  options: { readonly scheme?: VapidScheme } = {},
): Promise<VapidHeaders> {
  return vapidHeaders(await signVapid(keys, claims), keys.publicKey, options.scheme)
}

/**
 * Writes a token into headers.
 *
 * @param token - A JWT.
 * @param publicKey - base64url of 65 bytes.
 * @param scheme - Default `vapid`.
 */
export function vapidHeaders(token: string, publicKey: string, scheme: VapidScheme = 'vapid'): VapidHeaders {
  if (scheme === 'vapid') return { Authorization: `vapid t=${token}, k=${publicKey}` }
  return { Authorization: `WebPush ${token}`, 'Crypto-Key': `p256ecdsa=${publicKey}` }
}
