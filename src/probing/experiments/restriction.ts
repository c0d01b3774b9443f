import type { Receipt } from '../../application-server/index.ts'
import { generateVapidKeys } from '../../webpush/index.ts'
import type { ProbeKit } from '../probe-kit.ts'
import { send, sendSigned } from '../sending.ts'
import { delivery } from './delivery.ts'

/** What is answered to posts to a subscription that is restricted to one sender. */
export interface Restriction {
  readonly unsigned: Receipt
  /** Signed with another key. */
  readonly foreign: Receipt
  /** Signed as it must be. */
  readonly own: Receipt
}

/** Posts to a restricted subscription. */
export async function restriction(kit: ProbeKit): Promise<Restriction> {
  await kit.observe(delivery)
  return kit.withClient(async (client) => {
    const subscription = await client.subscribe({ applicationServerKey: kit.sender.applicationServer.publicKey })
    const unsigned = await send(kit, subscription, { vapid: false })
    const foreign = await sendSigned(kit, subscription, { keys: generateVapidKeys() })
    return { unsigned: unsigned.receipt, foreign, own: await sendSigned(kit, subscription) }
  })
}
