// Gives a channel up.

import type { UnregisterReply } from '../../protocol/index.ts'
import { requireStatus } from '../answers.ts'
import { Command } from '../command.ts'
import type { CommandOptions } from '../session.ts'

/** How to unregister. */
export interface UnregisterOptions extends CommandOptions {
  /** Why, one of `UnregisterCode`. Default 200. */
  readonly code?: number
}

/**
 * Unregisters.
 *
 * @param channel - A channel id, or anything that has one, such as a subscription.
 * @throws PushwrightError `ERR_REFUSED` for a status other than 200, `ERR_STATE`, `ERR_CLOSED`, `ERR_TIMEOUT`.
 */
export function unregister(
  channel: string | { readonly channelID: string },
  options: UnregisterOptions = {},
): Command<UnregisterReply> {
  const channelID = typeof channel === 'string' ? channel : channel.channelID
  return new Command('unregister', async (session) => {
    const { client } = session
    const request = { ...session.wait(options), ...(options.code !== undefined && { code: options.code }) }
    const reply = await session.measure('unregister', () => client.unregister(channelID, request))
    return requireStatus(reply, 'unregister')
  })
}
