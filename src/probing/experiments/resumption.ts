import { arrival } from '../arrival.ts'
import { comeBack } from '../come-back.ts'
import type { ProbeKit } from '../probe-kit.ts'
import { send } from '../sending.ts'
import { delivery } from './delivery.ts'

/** What a client finds that comes back with its UAID. */
export interface Resumption {
  /** Whether it keeps a UAID under which it registered nothing. */
  readonly keepsUnused: boolean
  /** Whether it keeps one under which it registered a channel. */
  readonly keepsUaid: boolean
  /** Whether its channel still leads to it. */
  readonly keepsChannel: boolean
}

/** A client comes back, first without channels and then with one. */
export async function resumption(kit: ProbeKit): Promise<Resumption> {
  await kit.observe(delivery)
  return kit.withClient(
    async (client) => {
      const unused = client.uaid
      await comeBack(kit, client)
      const keepsUnused = client.uaid === unused
      const subscription = await client.subscribe()
      const { uaid } = client
      await comeBack(kit, client)
      const keepsUaid = client.uaid === uaid
      const keepsChannel =
        keepsUaid && (await arrival(kit, client, subscription, await send(kit, subscription))) !== undefined
      return { keepsUnused, keepsUaid, keepsChannel }
    },
    { fresh: true },
  )
}
