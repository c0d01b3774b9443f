// Checks VAPID tokens as a push service does; the defaults are autopush's.

import { decodeBase64url } from './base64url.ts'
import { BoundedCache } from './bounded-cache.ts'
import { importSignerKey, type VapidCredentials, vapidError } from './vapid-authorization.ts'

/** What a push service demands of a token. */
export interface VapidVerifyOptions {
  /** The push service's own origin, which `aud` must equal. */
  readonly audience: string
  /** Milliseconds since 1970 that count as now, default `Date.now()`. */
  readonly now?: number
  /** Seconds for which an expired token is still taken, default 60. */
  readonly leeway?: number
  /** Seconds from now to the latest `exp` that is taken, default 86,400 (RFC 8292 section 2). */
  readonly maxLifetime?: number
  /** Whether `sub` must be there as a `mailto:` or `https:` URI (RFC 8292 section 2.1), default no. */
  readonly requireSubject?: boolean
}

/** The claims of a token that was accepted. */
export interface VapidPayload {
  readonly aud: string
  /** Seconds since 1970. */
  readonly exp: number
  readonly sub?: unknown
  readonly [claim: string]: unknown
}

type Claims = Readonly<Record<string, unknown>>

// A sender uses one token for hours, so its signature is verified once. Promises are kept, so that requests that arrive together share it.
const verified = new BoundedCache<string, Promise<Claims>>(1024)

/**
 * Verifies the signature of credentials and checks the claims, in autopush's order.
 *
 * @param credentials - What {@link parseVapidAuthorization} found.
 * @param options - Audience, clock and limits.
 * @returns The token's payload.
 * @throws PushwrightError `ERR_VAPID`; `details.reason` is `token` (not a JWT), `algorithm` (not ES256), `signature`, `claims` (`exp`
 *   or `aud` is missing or of a wrong type), `expired`, `lifetime`, `audience` or `subject`; or `key`.
 *
 * @example
 * ```ts
 * const credentials = parseVapidAuthorization(request.headers.authorization ?? '')
 * await verifyVapid(credentials, { audience: 'https://push.example', now: clock.now() })
 * ```
 */
export async function verifyVapid(credentials: VapidCredentials, options: VapidVerifyOptions): Promise<VapidPayload> {
  const claims = await verifiedClaims(credentials)
  const payload = checkTypes(claims)
  checkTimes(payload, options)
  if (payload.aud !== options.audience) {
    throw vapidError('audience', `Expected \`aud\` to be ${options.audience}, got ${JSON.stringify(payload.aud)}.`)
  }
  if (options.requireSubject === true) checkSubject(payload.sub)
  return payload
}

async function verifiedClaims(credentials: VapidCredentials): Promise<Claims> {
  const id = `${credentials.token} ${credentials.publicKey.toString('latin1')}`
  const claims = verified.get(id) ?? verified.set(id, verifySignature(credentials))
  try {
    return await claims
  } catch (error) {
    verified.deleteIf(id, claims)
    throw error
  }
}

async function verifySignature(credentials: VapidCredentials): Promise<Claims> {
  const key = importSignerKey(credentials.publicKey)
  checkParts(credentials.token)
  // Loaded with the first token: the import costs tens of milliseconds, and most test files verify none.
  const { compactVerify, errors } = await import('jose')
  let payload: Uint8Array
  try {
    payload = (await compactVerify(credentials.token, key, { algorithms: ['ES256'] })).payload
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) {
      throw vapidError(
        'signature',
        'Expected the token to be signed with the VAPID key that came with it, got another signature.',
      )
    }
    if (error instanceof errors.JOSEAlgNotAllowed) {
      throw vapidError('algorithm', 'Expected the token to be signed with ES256, got another algorithm.')
    }
    const reason = error instanceof Error ? error.message : String(error)
    throw vapidError('token', `Expected the token to be a JWT (RFC 7519), got one that cannot be read: ${reason}.`)
  }
  return parseClaims(payload)
}

/** Lenient base64 would let many tokens mean one, and each pass as new. */
function checkParts(token: string): void {
  const parts = token.split('.')
  if (parts.length === 3 && parts.every((part) => !part.includes('=') && decodeBase64url(part) !== undefined)) return
  throw vapidError('token', 'Expected the token to be a JWT, three parts of unpadded base64url, got something else.')
}

function parseClaims(payload: Uint8Array): Claims {
  let claims: unknown
  try {
    claims = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload))
  } catch {
    throw vapidError('token', "Expected the token's payload to be JSON, got something else.")
  }
  if (typeof claims !== 'object' || claims === null || Array.isArray(claims)) {
    throw vapidError('token', "Expected the token's payload to be a JSON object, got another value.")
  }
  return Object.freeze(claims as Record<string, unknown>)
}

function checkTypes(claims: Claims): VapidPayload {
  if (!Number.isSafeInteger(claims.exp)) {
    throw vapidError(
      'claims',
      `Expected \`exp\` to be a whole number of seconds since 1970, got ${show(claims.exp)}.`,
      {
        claim: 'exp',
      },
    )
  }
  if (typeof claims.aud !== 'string') {
    throw vapidError('claims', `Expected \`aud\` to be one origin as text, got ${show(claims.aud)}.`, { claim: 'aud' })
  }
  return claims as VapidPayload
}

function checkTimes(payload: VapidPayload, options: VapidVerifyOptions): void {
  const { leeway = 60, maxLifetime = 86_400 } = options
  const now = Math.floor((options.now ?? Date.now()) / 1000)
  if (payload.exp < now - leeway) {
    throw vapidError('expired', `The token expired ${now - payload.exp} s ago, and the leeway is ${leeway} s.`)
  }
  if (payload.exp > now + maxLifetime) {
    throw vapidError(
      'lifetime',
      `Expected the token to expire within ${maxLifetime} s, got one that expires in ${payload.exp - now} s.`,
    )
  }
}

function checkSubject(subject: unknown): void {
  if (typeof subject === 'string' && /^(?:mailto:|https:\/\/)./.test(subject)) return
  throw vapidError('subject', `Expected \`sub\` to be a mailto: or https: URI, got ${show(subject)}.`)
}

function show(claim: unknown): string {
  return claim === undefined ? 'none' : JSON.stringify(claim)
}
