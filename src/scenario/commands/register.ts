// Registers a channel.
import { Command } from '../command.ts'
import { randomChannelId } from '../making/index.ts'
import type { CommandOptions } from '../session.ts'

/** What `register` gives: the reply of the service, which has accepted. */
export interface Registration {
  readonly status: number
  readonly channelID: string
  /** Where application servers post. */
  readonly pushEndpoint: string
}

/** How to register. */
export interface RegisterOptions extends CommandOptions {
  /** The public key that the subscription is restricted to (RFC 8292 section 4), base64url. Default: none. */
  readonly key?: string | null
}

/**
 * Registers a channel. The client makes keys for it as well, so that what is sent to the endpoint can be decrypted; `subscribe` gives
 * them away too.
 *
 * @param channelID - A UUID in lower case with hyphens. Default: a random one.
 * @throws PushwrightError `ERR_REFUSED` for a status other than 200, `ERR_OPTION` for a malformed key, `ERR_STATE`, `ERR_CLOSED`,
 *   `ERR_TIMEOUT`.
 *
 * @example
 * ```ts
 * const { pushEndpoint } = yield* register(randomChannelId())
 * yield* sendNotification(pushEndpoint, 'hello')
 * ```
 */
export function register(channelID: string = randomChannelId(), options: RegisterOptions = {}): Command<Registration> {
  return new Command('register', async (session) => {
    const { client } = session
    const request = { ...session.wait(options), channelID, applicationServerKey: options.key ?? null }
    const subscription = await session.measure('register', () => client.subscribe(request))
    return { status: 200, channelID: subscription.channelID, pushEndpoint: subscription.endpoint }
  })
}
