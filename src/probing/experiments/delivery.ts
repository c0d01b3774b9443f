import type { Receipt } from '../../application-server/index.ts'
import type { Notification } from '../../client/index.ts'
import { PushwrightError } from '../../errors/index.ts'
import { arrival, somePayload } from '../arrival.ts'
import type { ProbeKit } from '../probe-kit.ts'
import { mailbox } from './mailbox.ts'

/** One message that was taken, and the form in which it was. */
export interface Delivery {
  /** The VAPID scheme that the service takes; `false` if it takes unsigned messages only. */
  readonly vapid: 'vapid' | 'webpush' | false
  readonly contentEncoding: 'aes128gcm' | 'aesgcm'
  readonly receipt: Receipt
  /** `undefined` if it was taken and did not come. */
  readonly notification: Notification | undefined
  /** The notification as it was on the wire. */
  readonly frame: Readonly<Record<string, unknown>>
  /** Milliseconds by which the clock of the service is ahead of ours, as far as its `Date` tells. */
  readonly clockAhead: number
}

const forms = (['vapid', 'webpush', false] as const).flatMap((vapid) =>
  (['aes128gcm', 'aesgcm'] as const).map((contentEncoding) => ({ vapid, contentEncoding })),
)

/** Posts a message to a connected client, in one form after the other until one is taken. */
export async function delivery(kit: ProbeKit): Promise<Delivery> {
  const { client, subscription } = await kit.observe(mailbox)
  const statuses: number[] = []
  for (const form of forms) {
    const message = await kit.sender.applicationServer.prepare(subscription, somePayload, form)
    const receipt = await kit.sender.post(message)
    statuses.push(receipt.status)
    if (!receipt.accepted) continue
    const notification = await arrival(kit, client, subscription, message)
    const date = Date.parse(receipt.headers.date ?? '')
    // A clock that is a second off may only be a slow answer.
    const ahead = Math.abs(date - Date.now()) > 2000 ? date - Date.now() : 0
    const frame = notification === undefined ? {} : lastFrameOf(client.transcript.events, notification.channelID)
    return { ...form, receipt, notification, frame, clockAhead: ahead }
  }
  throw new PushwrightError('ERR_REFUSED', `The service takes no message: it answered ${statuses.join(', ')}.`, {
    details: { statuses },
  })
}

/** The parser gives every message the same types, so what was really sent is in the transcript. */
function lastFrameOf(
  events: readonly { readonly kind: string; readonly text?: string }[],
  channelID: string,
): Record<string, unknown> {
  const isIt = ({ kind, text = '' }: { kind: string; text?: string }): boolean =>
    kind === 'frame' && text.includes('"notification"') && text.includes(channelID)
  return JSON.parse(events.findLast(isIt)?.text ?? '{}') as Record<string, unknown>
}
