// Makes up endpoints that no push service has given out.
import { randomInteger } from '../chance.ts'
import { randomToken } from './random-token.ts'

/** How the endpoint is to be wrong. */
export interface BadEndpointOptions {
  /** Letters and digits of the made-up token. Default: 1 to 1000 of them. */
  readonly tokenLength?: number
  /** `token`: the last segment of the path is made up, the default. `path`: the whole path. */
  readonly wrong?: 'token' | 'path'
}

/**
 * An endpoint at the same service as a real one, that leads nowhere.
 *
 * @param endpoint - A real endpoint, absolute.
 *
 * @example
 * ```ts
 * const endpoint = badPushEndpoint(subscription.endpoint, { tokenLength: 140 })
 * yield* sendNotification(endpoint, 'for nobody', { status: [404, 410] })
 * ```
 */
export function badPushEndpoint(endpoint: string, options: BadEndpointOptions = {}): string {
  const { tokenLength = randomInteger(1, 1000), wrong = 'token' } = options
  const url = new URL(endpoint)
  const folder = wrong === 'path' ? '/zoot/allures/cgi-bin/' : url.pathname.replace(/[^/]*$/, '')
  return new URL(folder + randomToken(tokenLength), url.origin).href
}
