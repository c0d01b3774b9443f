// Finds the token and the public key in the headers of a request.

import type { KeyObject } from 'node:crypto'
import { PushwrightError } from '../errors/index.ts'
import { decodeBase64url } from './base64url.ts'
import { BoundedCache } from './bounded-cache.ts'
import { findParameter, parseHeaderParameters } from './header-parameters.ts'
import { describeBadPoint, importPoint } from './p256.ts'

/** Why credentials are refused, as `details.reason` of an `ERR_VAPID`. */
export type VapidRefusal =
  | 'scheme'
  | 'format'
  | 'key'
  | 'token'
  | 'algorithm'
  | 'signature'
  | 'claims'
  | 'expired'
  | 'lifetime'
  | 'audience'
  | 'subject'

/** A token and the key it must be signed with. */
export interface VapidCredentials {
  /** The scheme in lower case: RFC 8292's `vapid`, or the drafts' `webpush` and `bearer`. */
  readonly scheme: 'vapid' | 'webpush' | 'bearer'
  /** A JWT that nobody has looked at yet. */
  readonly token: string
  /** An uncompressed point on P-256, 65 bytes. */
  readonly publicKey: Buffer
}

const signerKeys = new BoundedCache<string, KeyObject>(1024)

/**
 * Reads the credentials of a request: `vapid t=..., k=...` (RFC 8292 section 3), or `WebPush <jwt>` or `Bearer <jwt>` with
 * `Crypto-Key: p256ecdsa=...` (draft-ietf-webpush-vapid-01). The key can be in either base64 alphabet, padded or not, as in autopush.
 *
 * @param authorization - The value of `Authorization`.
 * @param cryptoKey - The value of `Crypto-Key`.
 * @throws PushwrightError `ERR_VAPID`; `details.reason` is `scheme` (none of the three), `format` (a part is missing) or `key` (not a
 *   point of P-256); `details.header` is the header with the fault.
 *
 * @example
 * ```ts
 * const credentials = parseVapidAuthorization(request.headers.authorization ?? '')
 * const { sub } = await verifyVapid(credentials, { audience: 'https://push.example' })
 * ```
 */
export function parseVapidAuthorization(authorization: string, cryptoKey?: string): VapidCredentials {
  const [, name = '', rest = ''] = /^\s*(\S+)(?:\s+(.*))?$/s.exec(authorization) ?? []
  const scheme = name.toLowerCase()
  switch (scheme) {
    case 'vapid': {
      const parameters = parseHeaderParameters(rest)
      const token = required(findParameter(parameters, 't'), 'Authorization', 't')
      return {
        scheme,
        token,
        publicKey: decodeKey(required(findParameter(parameters, 'k'), 'Authorization', 'k'), 'Authorization'),
      }
    }
    case 'webpush':
    case 'bearer': {
      const token = required(rest.trim(), 'Authorization', '<jwt>')
      const key = findParameter(parseHeaderParameters(cryptoKey ?? ''), 'p256ecdsa')
      return { scheme, token, publicKey: decodeKey(required(key, 'Crypto-Key', 'p256ecdsa'), 'Crypto-Key') }
    }
    default:
      throw vapidError('scheme', 'Expected the Authorization scheme to be vapid, WebPush or Bearer, got another one.', {
        header: 'Authorization',
      })
  }
}

/**
 * The public key of credentials, ready to verify with.
 *
 * @param point - 65 bytes.
 * @param header - The header it stood in, for `details.header`.
 * @throws PushwrightError `ERR_VAPID` with reason `key` when it is no point of P-256.
 */
export function importSignerKey(point: Buffer, header?: string): KeyObject {
  const id = point.toString('latin1')
  const known = signerKeys.get(id)
  if (known !== undefined) return known
  const key = importPoint(point)
  if (key === undefined) {
    throw vapidError(
      'key',
      `Expected the VAPID public key to be an uncompressed point on P-256 (65 bytes that begin with 0x04), got ${describeBadPoint(point)}.`,
      header === undefined ? {} : { header },
    )
  }
  return signerKeys.set(id, key)
}

/**
 * An `ERR_VAPID`.
 *
 * @param reason - Which rule was broken.
 * @param message - What was expected and what came.
 * @param details - More facts.
 */
export function vapidError(
  reason: VapidRefusal,
  message: string,
  details: Record<string, unknown> = {},
): PushwrightError {
  return new PushwrightError('ERR_VAPID', message, { details: { reason, ...details } })
}

function required(value: string | undefined, header: string, part: string): string {
  if (value !== undefined && value !== '') return value
  throw vapidError('format', `Expected the ${header} header to have ${part}, got none.`, { header })
}

function decodeKey(text: string, header: string): Buffer {
  const point = decodeBase64url(text, 'any')
  if (point === undefined) {
    throw vapidError('key', `Expected the VAPID public key to be base64url, got ${JSON.stringify(text)}.`, { header })
  }
  importSignerKey(point, header)
  return point
}
