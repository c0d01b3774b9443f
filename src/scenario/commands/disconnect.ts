// Closes the WebSocket.
import type { CloseDetails } from '../../client/index.ts'
import { PushwrightError } from '../../errors/index.ts'
import { Command } from '../command.ts'
import type { CommandOptions } from '../session.ts'

/** How to close. */
export interface DisconnectOptions extends CommandOptions {
  /** The close code, default 1000. */
  readonly code?: number
  readonly reason?: string
}

/**
 * Sends Close and waits until the connection is gone; a service that does not answer within a second is cut off.
 *
 * @returns How it ended: `code`, `reason` and whether it `wasClean`.
 * @throws PushwrightError `ERR_STATE` if there is no connection.
 */
export function disconnect(options: DisconnectOptions = {}): Command<CloseDetails> {
  return new Command('disconnect', async (session) => {
    const { client } = session
    if (!client.isConnected) {
      throw new PushwrightError('ERR_STATE', `${session.name} is not connected. Yield \`connect()\` first.`)
    }
    const { code, reason } = options
    const close = { ...(code !== undefined && { code }), ...(reason !== undefined && { reason }) }
    await session.measure('disconnect', () => client.disconnect({ ...session.wait(options), ...close }))
    return client.expectClose(session.wait(options))
  })
}
