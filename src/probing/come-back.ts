// A client that leaves and comes back, and what it finds.
import type { Notification, PushClient } from '../client/index.ts'
import { isPushwrightError } from '../errors/index.ts'
import type { ProbeKit } from './probe-kit.ts'

/** A service that has not noticed yet that the client has left may refuse it for a moment. */
const attempts = 3

/** Connects again and resumes the UAID. */
export async function comeBack(kit: ProbeKit, client: PushClient): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    await client.disconnect()
    await client.connect()
    try {
      await client.hello()
      return
    } catch (error) {
      if (!isPushwrightError(error, 'ERR_CLOSED') || attempt === attempts) throw error
      await new Promise((resolve) => setTimeout(resolve, Math.max(10, kit.patience)))
    }
  }
}

/** Takes the notifications of a channel, until no more come. */
export async function collect(
  kit: ProbeKit,
  client: PushClient,
  { channelID }: { readonly channelID: string },
): Promise<Notification[]> {
  const here = (): Notification[] => client.notifications.filter((one) => isOnChannel(one, channelID))
  for (let count = -1; here().length !== count; ) {
    count = here().length
    await kit.quiet(client)
  }
  const found = here()
  for (const notification of found) await client.expectNotification((one) => one === notification)
  return found
}

/** Whether a notification is of a channel, in whatever case the service writes it. */
export function isOnChannel(notification: Notification, channelID: string): boolean {
  return notification.channelID.toLowerCase() === channelID.toLowerCase()
}
