import { randomBytes } from 'node:crypto'
import type { Receipt } from '../../application-server/index.ts'
import type { Notification } from '../../client/index.ts'
import { namesOf, type Sent } from '../arrival.ts'
import { collect, comeBack } from '../come-back.ts'
import type { ProbeKit } from '../probe-kit.ts'
import { send } from '../sending.ts'
import { resumption } from './resumption.ts'

/** The messages that were posted while the client was away. */
export type StoredMessage = 'first' | 'older of topic' | 'newer of topic' | 'deleted' | 'TTL 0' | 'empty' | 'no TTL'

/** What became of messages for a client that was away. */
export interface Stored {
  readonly sent: Readonly<Record<StoredMessage, Sent>>
  /** The answers to `DELETE` of the message `deleted`, once and again; none if the service names no location. */
  readonly deletions: readonly Receipt[]
  /** What the client found when it came back, in the order in which it came. */
  readonly came: readonly StoredMessage[]
  readonly notifications: readonly Notification[]
}

/** Posts messages to a client that is away. Nothing if the service does not let a client come back. */
export async function stored(kit: ProbeKit): Promise<Stored | undefined> {
  const { keepsChannel } = await kit.observe(resumption)
  if (!keepsChannel) return undefined
  return kit.withClient(
    async (client) => {
      const subscription = await client.subscribe()
      await client.disconnect()
      const topic = randomBytes(12).toString('base64url')
      const first = await send(kit, subscription)
      const older = await send(kit, subscription, { topic })
      const newer = await send(kit, subscription, { topic })
      const deleted = await send(kit, subscription)
      const sent = {
        first,
        'older of topic': older,
        'newer of topic': newer,
        deleted,
        'TTL 0': await send(kit, subscription, { ttl: 0 }),
        empty: await send(kit, subscription, { payload: null }),
        'no TTL': await send(kit, subscription, { ttl: null }),
      }
      const { location } = deleted.receipt
      const deletions =
        location === undefined ? [] : [await kit.sender.delete(location), await kit.sender.delete(location)]
      await comeBack(kit, client)
      const notifications = await collect(kit, client, subscription)
      return { sent, deletions, came: namesOf(notifications, sent), notifications }
    },
    { fresh: true },
  )
}
