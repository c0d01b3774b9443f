// Takes a message back that is not delivered yet.
import type { Receipt } from '../../application-server/index.ts'
import { type ExpectedStatus, requireReceipt } from '../answers.ts'
import { Command } from '../command.ts'
import type { CommandOptions } from '../session.ts'

/** How to delete. */
export interface DeleteMessageOptions extends CommandOptions {
  /** The status to expect. Default `accepted`, which is any from 200 to 299. */
  readonly status?: ExpectedStatus
}

/**
 * Deletes a message (RFC 8030 section 7.1 describes the message resource).
 *
 * @param message - The receipt that `sendNotification` gave, or the URL of the message.
 * @throws PushwrightError `ERR_REFUSED` or `ERR_UNEXPECTED` if the status is not the expected one, `ERR_OPTION` for a receipt without a
 *   location, `ERR_NETWORK`, `ERR_TIMEOUT`.
 */
export function deleteMessage(message: Receipt | string, options: DeleteMessageOptions = {}): Command<Receipt> {
  const { status = 'accepted' } = options
  return new Command('deleteMessage', async (session) => {
    const { applicationServer } = session
    const { location } = typeof message === 'string' ? { location: message } : message
    const routed = location === undefined ? message : session.routed(location)
    const receipt = await session.measure('delete', () => applicationServer.delete(routed, session.wait(options)))
    session.record('response', () => `DELETE ${receipt.status}`, 'received')
    return requireReceipt(receipt, status, 'the deletion')
  })
}
