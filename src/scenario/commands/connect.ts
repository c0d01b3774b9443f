// Opens the WebSocket.
import { Command } from '../command.ts'
import type { CommandOptions } from '../session.ts'

/**
 * Connects the client of the scenario: the same one each time, so that it keeps its UAID, its subscriptions and the notifications that
 * nobody has taken.
 *
 * @throws PushwrightError `ERR_STATE` if it is connected, `ERR_CONNECT`, `ERR_TIMEOUT`, `ERR_LIMIT` if the target has no place left.
 */
export function connect(options: CommandOptions = {}): Command<void> {
  return new Command('connect', async (session) => {
    const client = await session.openClient()
    await session.measure('connect', () => client.connect(session.wait(options)))
    session.connected()
  })
}
