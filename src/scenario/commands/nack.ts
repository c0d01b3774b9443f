// Says that a notification was not handled.
import type { Notification } from '../../client/index.ts'
import { Command } from '../command.ts'

/**
 * Tells the service that a notification was taken but not handled. There is no reply to it.
 *
 * @param options - `code`: one of `NackCode`, default 303.
 * @throws PushwrightError `ERR_STATE` or `ERR_CLOSED` if there is no connection.
 */
export function nack(
  notification: Pick<Notification, 'version'>,
  options: { readonly code?: number } = {},
): Command<void> {
  return new Command('nack', ({ client }) => client.nack(notification, options))
}
