// What is needed of a push service of which nothing but the URL is known.
import { PushwrightError } from '../errors/index.ts'
import { redactMessage } from '../transcript/index.ts'

/** The contact in VAPID tokens when nobody has named one, since some services refuse those without. */
export const contact = 'mailto:pushwright@example.com'

/**
 * Checks the URL of a connection endpoint.
 *
 * @throws PushwrightError `ERR_OPTION` for anything but `ws:` and `wss:`.
 */
export function requireServiceUrl(url: string): void {
  const protocol = URL.canParse(url) ? new URL(url).protocol : 'no URL'
  if (/^wss?:$/.test(protocol)) return
  throw new PushwrightError('ERR_OPTION', `Expected the URL of a push service, ws: or wss:, got ${protocol}.`)
}

/** The URL as it may be shown: without credentials, which can also be in its query. */
export function shownServiceUrl(url: string): string {
  const { protocol, host, pathname } = new URL(url)
  return redactMessage(`${protocol}//${host}${pathname}`)
}
