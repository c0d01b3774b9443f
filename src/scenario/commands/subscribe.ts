// Registers a channel and makes the keys that senders encrypt for.
import type { Subscription } from '../../client/index.ts'
import { Command } from '../command.ts'
import { randomChannelId } from '../making/index.ts'
import type { CommandOptions } from '../session.ts'

/** How to subscribe. */
export interface SubscribeCommandOptions extends CommandOptions {
  /** The public key that the subscription is restricted to (RFC 8292 section 4), base64url or 65 bytes. Default: none. */
  readonly applicationServerKey?: string | Uint8Array | null
  /** The channel, a UUID. Default: a random one. */
  readonly channelID?: string
}

/**
 * Subscribes: what a browser does for `pushManager.subscribe()`.
 *
 * @throws PushwrightError `ERR_REFUSED` for a status other than 200, `ERR_OPTION` for a malformed key, `ERR_STATE`, `ERR_CLOSED`,
 *   `ERR_TIMEOUT`.
 */
export function subscribe(options: SubscribeCommandOptions = {}): Command<Subscription> {
  const { channelID = randomChannelId(), applicationServerKey = null } = options
  return new Command('subscribe', (session) => {
    const { client } = session
    const request = { ...session.wait(options), channelID, applicationServerKey }
    return session.measure('register', () => client.subscribe(request))
  })
}
