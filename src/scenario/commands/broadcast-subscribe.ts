// Asks for broadcasts.
import { Command } from '../command.ts'

/**
 * Asks for broadcasts. What is newer comes as a broadcast, see `expectBroadcast`.
 *
 * @param broadcasts - Id to the version that the client has.
 * @throws PushwrightError `ERR_STATE` or `ERR_CLOSED` if there is no connection.
 */
export function broadcastSubscribe(broadcasts: Record<string, string>): Command<void> {
  return new Command('broadcastSubscribe', ({ client }) => client.broadcastSubscribe(broadcasts))
}
