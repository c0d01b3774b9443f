// Signs once for many messages: a token is good for every message to one origin until it expires.

import { BoundedCache } from './bounded-cache.ts'
import type { VapidKeys } from './vapid-keys.ts'
import { signVapid, type VapidHeaders, type VapidScheme, vapidHeaders } from './vapid-sign.ts'

/** How a {@link VapidSigner} signs. */
export interface VapidSignerOptions {
  /** `sub`: a `mailto:` or `https:` URI of the sender. */
  readonly subject?: string
  /** Seconds from signing to `exp`, default 12 hours. A token is used for half of it. */
  readonly lifetime?: number
  /** The clock, milliseconds since 1970; default `Date.now`. */
  readonly now?: () => number
}

/** Writes signed headers, and signs only when it must. */
export interface VapidSigner {
  /** The application server's public key, base64url. */
  readonly publicKey: string
  /**
   * The headers of a message.
   *
   * @param origin - The origin of the push endpoint.
   * @param scheme - Default `vapid`.
   */
  authorization(origin: string, scheme?: VapidScheme): Promise<VapidHeaders>
}

interface SignedToken {
  readonly token: Promise<string>
  /** Milliseconds since 1970. */
  readonly renewAt: number
}

const defaultLifetime = 12 * 60 * 60

/**
 * Creates a signer that keeps one token for each origin until half of its lifetime is over (RFC 8292 section 5 lets tokens be
 * reused). Messages that are sent at the same time share one signature.
 *
 * @param keys - The application server's keys.
 * @param options - Subject, lifetime and clock.
 *
 * @example
 * ```ts
 * const signer = createVapidSigner(generateVapidKeys(), { subject: 'mailto:ops@app.example' })
 * const headers = await signer.authorization(new URL(endpoint).origin)
 * ```
 */
export function createVapidSigner(keys: VapidKeys, options: VapidSignerOptions = {}): VapidSigner {
  const { subject, lifetime = defaultLifetime, now = Date.now } = options
  const tokens = new BoundedCache<string, SignedToken>(256)

  function sign(origin: string, time: number): SignedToken {
    const claims = { audience: origin, expiresIn: lifetime, now: time, ...(subject === undefined ? {} : { subject }) }
    return tokens.set(origin, { token: signVapid(keys, claims), renewAt: time + lifetime * 500 })
  }

  return {
    publicKey: keys.publicKey,
    async authorization(origin, scheme) {
      const time = now()
      const known = tokens.get(origin)
      const signed = known !== undefined && time < known.renewAt ? known : sign(origin, time)
      try {
        return vapidHeaders(await signed.token, keys.publicKey, scheme)
      } catch (error) {
        tokens.deleteIf(origin, signed)
        throw error
      }
    },
  }
}
