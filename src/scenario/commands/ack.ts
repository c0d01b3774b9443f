// Acknowledges notifications.
import type { Notification } from '../../client/index.ts'
import { Command } from '../command.ts'

/** A notification, or what is needed of one. */
export type Acknowledgeable = Pick<Notification, 'channelID' | 'version'> & Partial<Pick<Notification, 'receivedAt'>>

/**
 * Acknowledges one notification or several, in one message. There is no reply to it.
 *
 * @param options - `code`: one of `AckCode`, default 100.
 * @throws PushwrightError `ERR_STATE` or `ERR_CLOSED` if there is no connection.
 */
export function ack(
  notifications: Acknowledgeable | readonly Acknowledgeable[],
  options: { readonly code?: number } = {},
): Command<void> {
  return new Command('ack', ({ client, recorder }) => {
    const all = [notifications].flat()
    client.ack(all, options)
    const at = performance.now()
    recorder.counted('acks', all.length)
    for (const { receivedAt } of all) {
      if (receivedAt !== undefined) recorder.measured('ack', Math.min(at, receivedAt - performance.timeOrigin), at)
    }
  })
}
