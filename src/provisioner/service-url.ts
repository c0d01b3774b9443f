// What is needed of a push service of which nothing but the URL is known.
import { PushwrightError } from '../errors/index.ts'

/** The contact in VAPID tokens when nobody has named one, since some services refuse those without. */
export const contact = 'mailto:pushwright@example.com'

/**
 * Checks the URL of a connection endpoint.
 *
 * @throws PushwrightError `ERR_OPTION` for anything but `ws:` and `wss:`.
 */
export function requireServiceUrl(url: string): void {
  if (URL.canParse(url) && /^wss?:$/.test(new URL(url).protocol)) return
  throw new PushwrightError('ERR_OPTION', `Expected the URL of a push service, ws: or wss:, got ${url}.`)
}
