// Messages that were posted, and that are known again when they arrive, even if they cannot be decrypted.
import type { Receipt } from '../application-server/index.ts'
import type { Notification, PushClient } from '../client/index.ts'
import { answerTo } from './answer.ts'
import { isOnChannel } from './come-back.ts'
import type { ProbeKit } from './probe-kit.ts'

/** A message that was posted. */
export interface Sent {
  readonly receipt: Receipt
  /** As it was posted; empty for a message without a payload. */
  readonly body: Buffer
}

/** The encrypted form of this needs padding in base64, which shows whether the service writes it. */
export const somePayload = 'A probe, in as many bytes as it takes: 43!.'

/** Whether a notification has this message. */
export function carries(notification: Notification, { body }: Pick<Sent, 'body'>): boolean {
  return Buffer.from(notification.data ?? '', 'base64').equals(body)
}

/** Waits for a message; nothing if it does not come. */
export async function arrival(
  kit: ProbeKit,
  client: PushClient,
  { channelID }: { readonly channelID: string },
  sent: Pick<Sent, 'body'>,
): Promise<Notification | undefined> {
  const wanted = (one: Notification): boolean => isOnChannel(one, channelID) && carries(one, sent)
  const answer = await answerTo(kit, client, (wait) => client.expectNotification(wanted, wait))
  return answer.kind === 'reply' ? answer.reply : undefined
}

/** The names of the messages that came, in the order in which they came. */
export function namesOf<Name extends string>(
  notifications: readonly Notification[],
  sent: Readonly<Partial<Record<Name, Pick<Sent, 'body'>>>>,
): Name[] {
  const messages = Object.entries(sent) as [Name, Pick<Sent, 'body'>][]
  return notifications.flatMap((one) => messages.find(([, message]) => carries(one, message))?.[0] ?? [])
}
