// Takes a notification.
import type { Notification, NotificationTarget } from '../../client/index.ts'
import { Command } from '../command.ts'
import type { CommandOptions } from '../session.ts'
import { requirePayload, takeIn } from '../taking.ts'

/** Which notifications to take, and how. */
export interface ExpectNotificationOptions extends CommandOptions {
  /** What it must carry, as it was given to `sendNotification`. Default: anything that can be decrypted. */
  readonly payload?: unknown
}

/**
 * Takes the first notification that is meant, whether it came already or comes in time, and decrypts it.
 *
 * @param target - A channel id, a subscription, a condition, or a list of them, of which any will do. Default: any notification.
 * @throws PushwrightError `ERR_TIMEOUT`, `ERR_CLOSED` when the connection ends, `ERR_DECRYPT`, `ERR_UNEXPECTED` for another payload,
 *   `ERR_STATE`.
 */
export function expectNotification(
  target?: NotificationTarget | readonly NotificationTarget[],
  options: ExpectNotificationOptions = {},
): Command<Notification> {
  return new Command('expectNotification', async (session) => {
    const { client } = session
    const meant = Array.isArray(target) ? anyOf(target) : (target as NotificationTarget | undefined)
    const notification = await client.expectNotification(meant, session.wait(options))
    takeIn(session, notification)
    if (options.payload !== undefined) requirePayload(session, notification, options.payload)
    return notification
  })
}

function anyOf(targets: readonly NotificationTarget[]): NotificationTarget {
  const conditions = targets.filter((target) => typeof target === 'function')
  const channels = new Set(
    targets
      .map((target) => (typeof target === 'object' ? target.channelID : target))
      .filter((one) => typeof one === 'string'),
  )
  return (notification) => channels.has(notification.channelID) || conditions.some((fits) => fits(notification))
}
