import type { Notification, PushClient, Subscription } from '../../client/index.ts'
import { namesOf, type Sent } from '../arrival.ts'
import { collect, comeBack } from '../come-back.ts'
import type { ProbeKit } from '../probe-kit.ts'
import { send } from '../sending.ts'
import { stored } from './stored.ts'

type Name = 'a' | 'b' | 'c'

/** Which of three stored messages came each time. */
export interface Acknowledgement {
  readonly atFirst: readonly Name[]
  /** After `a` was acknowledged. */
  readonly afterOne: readonly Name[]
  /** After all of these were acknowledged in one message. */
  readonly afterBatch: readonly Name[]
  /** After all of those were acknowledged one by one; empty if there were none. */
  readonly afterEach: readonly Name[]
}

/**
 * A client acknowledges stored messages in part, all at once and one by one, and comes back after each. Nothing if the service
 * stores none, or none that can be acknowledged.
 */
export async function acknowledgement(kit: ProbeKit): Promise<Acknowledgement | undefined> {
  const before = await kit.observe(stored)
  if (before === undefined || !before.came.includes('first')) return undefined
  return kit.withClient(
    async (client) => {
      const subscription = await client.subscribe()
      await client.disconnect()
      const sent: Record<Name, Sent> = {
        a: await send(kit, subscription),
        b: await send(kit, subscription),
        c: await send(kit, subscription),
      }
      client.autoAck = false
      const [all, atFirst] = await find(kit, client, subscription, sent)
      const [one] = all
      if (one === undefined || one.version === '') return undefined
      client.ack(one)
      const [some, afterOne] = await find(kit, client, subscription, sent)
      client.ack(some)
      const [others, afterBatch] = await find(kit, client, subscription, sent)
      for (const notification of others) client.ack(notification)
      const [, afterEach] = others.length === 0 ? [[], []] : await find(kit, client, subscription, sent)
      return { atFirst, afterOne, afterBatch, afterEach }
    },
    { fresh: true },
  )
}

/** Comes back, and looks what is there. */
async function find(
  kit: ProbeKit,
  client: PushClient,
  subscription: Subscription,
  sent: Readonly<Record<Name, Sent>>,
): Promise<[Notification[], Name[]]> {
  // The service has to have read the acknowledgement before the connection ends.
  if (client.isConnected) await kit.quiet(client)
  await comeBack(kit, client)
  const found = await collect(kit, client, subscription)
  return [found, namesOf(found, sent)]
}
