import { namesOf } from '../arrival.ts'
import { collect, comeBack } from '../come-back.ts'
import type { ProbeKit } from '../probe-kit.ts'
import { send } from '../sending.ts'
import { resumption } from './resumption.ts'
import { stored } from './stored.ts'
import { unregistration } from './unregistration.ts'

/** The messages that were posted while the client was there. */
export type UnacknowledgedMessage =
  | '1'
  | '2'
  | '3'
  | '4'
  | 'deleted at once'
  | 'deleted later'
  | 'of a channel that was given up'

/** What became of messages that a client got and did not acknowledge. */
export interface Unacknowledged {
  /** What it got at once. */
  readonly direct: readonly UnacknowledgedMessage[]
  /** What it got again when it came back. */
  readonly again: readonly UnacknowledgedMessage[]
}

/**
 * A client gets messages and leaves without acknowledging them. Some are deleted, if the service can do that, and one channel is given
 * up. Nothing if the service does not let a client come back.
 */
export async function unacknowledged(kit: ProbeKit): Promise<Unacknowledged | undefined> {
  const { keepsChannel } = await kit.observe(resumption)
  if (!keepsChannel) return undefined
  const deletes = (await kit.observe(stored))?.deletions[0]?.accepted === true
  const unregisters = (await kit.observe(unregistration)).works
  return kit.withClient(
    async (client) => {
      client.autoAck = false
      const subscription = await client.subscribe()
      const other = await client.subscribe()
      const sent = {
        '1': await send(kit, subscription),
        '2': await send(kit, subscription),
        '3': await send(kit, subscription),
        '4': await send(kit, subscription),
        'deleted at once': await send(kit, subscription),
        'deleted later': await send(kit, subscription),
        'of a channel that was given up': await send(kit, other),
      }
      const atOnce = sent['deleted at once'].receipt.location
      const later = sent['deleted later'].receipt.location
      const got = [...(await collect(kit, client, subscription)), ...(await collect(kit, client, other))]
      if (deletes && atOnce !== undefined) await kit.sender.delete(atOnce)
      if (unregisters) await client.unregister(other.channelID)
      await client.disconnect()
      if (deletes && later !== undefined) await kit.sender.delete(later)
      client.autoAck = true
      await comeBack(kit, client)
      const again = [...(await collect(kit, client, subscription)), ...(await collect(kit, client, other))]
      return { direct: namesOf(got, sent), again: namesOf(again, sent) }
    },
    { fresh: true },
  )
}
