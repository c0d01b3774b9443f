// A push service of which nothing but the URL is known.
import { ApplicationServer } from '../application-server/index.ts'
import { PushClient } from '../client/index.ts'
import { Timing, type WaitOptions } from '../deadline/index.ts'
import type { ProbeTarget } from '../probing/index.ts'
import { contact, requireServiceUrl } from '../provisioner/index.ts'

/** How to reach it. */
export interface UrlTargetOptions {
  readonly timing?: Timing
  /** Waits for a turn before each post. Default: none. */
  readonly throttle?: (options: WaitOptions) => Promise<void>
}

/**
 * A target for the probe.
 *
 * @param url - The connection endpoint, `ws:` or `wss:`.
 * @throws PushwrightError `ERR_OPTION` for any other URL.
 */
export function urlTarget(url: string, options: UrlTargetOptions = {}): ProbeTarget {
  requireServiceUrl(url)
  const { timing = new Timing(), throttle } = options
  let count = 0
  return {
    url,
    timing,
    async openClient(prepare) {
      const client = new PushClient({ url, timing, name: `probe ${++count}` })
      prepare(client)
      try {
        await client.connect()
        await client.hello()
      } catch (error) {
        client.terminate()
        throw error
      }
      return { client, close: () => client.disconnect() }
    },
    openApplicationServer: () =>
      new ApplicationServer({ timing, subject: contact, serviceUrl: url, ...(throttle !== undefined && { throttle }) }),
  }
}
