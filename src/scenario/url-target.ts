// A push service of which nothing but the URL is known.
import { ApplicationServer, type ApplicationServerOptions } from '../application-server/index.ts'
import { PushClient, type TlsOptions } from '../client/index.ts'
import { Timing } from '../deadline/index.ts'
import { type ClientHandle, contact, requireServiceUrl } from '../provisioner/index.ts'
import type { ScenarioTarget, TargetPreferences } from './target.ts'

/** How to reach it. */
export interface UrlTargetOptions extends TargetPreferences {
  readonly timing?: Timing
  /** How TLS is verified. Default: Node's own certificate store. */
  readonly tls?: TlsOptions
  /** The sender of all scenarios, such as its VAPID keys. Default: new ones, with a contact of example.com. */
  readonly applicationServer?: Omit<ApplicationServerOptions, 'timing' | 'tls'>
}

/**
 * A target by its URL. All scenarios share one sender.
 *
 * @param url - The connection endpoint, `ws:` or `wss:`.
 * @throws PushwrightError `ERR_OPTION` for any other URL.
 *
 * @example
 * ```ts
 * const target = urlTarget('ws://127.0.0.1:8080/')
 * const { state } = await runScenario(basic, { target })
 * await target.close()
 * ```
 */
export function urlTarget(url: string, options: UrlTargetOptions = {}): ScenarioTarget {
  requireServiceUrl(url)
  const { timing = new Timing(), tls, applicationServer, ...preferences } = options
  const common = { timing, ...(tls !== undefined && { tls }) }
  // Where somebody has said where to post, the service has no say.
  const service = preferences.endpointOrigin === undefined ? { serviceUrl: url } : {}
  const sender = new ApplicationServer({ subject: contact, ...service, ...common, ...applicationServer })
  let count = 0
  return {
    ...preferences,
    url,
    timing,
    async openClient(wishes) {
      const client = new PushClient({ url, name: `client ${++count}`, ...common, ...wishes })
      return { client, close: disconnect }
    },
    openApplicationServer: () => sender,
    close: () => sender.close(),
  }
}

/** One function for all clients, of which there may be thousands. */
function disconnect(this: ClientHandle): Promise<void> {
  return this.client.disconnect()
}
