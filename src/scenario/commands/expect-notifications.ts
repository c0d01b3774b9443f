// Takes several notifications.
import type { Notification, NotificationTarget } from '../../client/index.ts'
import { Command } from '../command.ts'
import type { CommandOptions } from '../session.ts'
import { takeIn } from '../taking.ts'

/**
 * Takes one notification for each target, in any order, all in one time, as `PushClient.expectNotifications` does. For the first of
 * any of several channels give them to `expectNotification`.
 *
 * @returns In the order of the targets. If one does not come, all stay.
 * @throws PushwrightError `ERR_TIMEOUT`, `ERR_CLOSED` when the connection ends, `ERR_DECRYPT`, `ERR_STATE`.
 */
export function expectNotifications(
  targets: readonly NotificationTarget[],
  options: CommandOptions = {},
): Command<Notification[]> {
  return new Command('expectNotifications', async (session) => {
    const notifications = await session.client.expectNotifications(targets, session.wait(options))
    for (const notification of notifications) takeIn(session, notification)
    return notifications
  })
}
