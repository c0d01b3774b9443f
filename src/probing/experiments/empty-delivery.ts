import type { Notification } from '../../client/index.ts'
import { arrival, type Sent } from '../arrival.ts'
import type { ProbeKit } from '../probe-kit.ts'
import { send } from '../sending.ts'
import { delivery } from './delivery.ts'

/** A message without a payload, posted as a web page would. */
export interface EmptyDelivery extends Sent {
  readonly notification: Notification | undefined
}

/** Posts a message without a payload to a connected client. */
export async function emptyDelivery(kit: ProbeKit): Promise<EmptyDelivery> {
  await kit.observe(delivery)
  return kit.withClient(async (client) => {
    const subscription = await client.subscribe()
    const sent = await send(kit, subscription, { payload: null, headers: { Origin: 'https://app.example' } })
    const notification = sent.receipt.accepted ? await arrival(kit, client, subscription, sent) : undefined
    return { ...sent, notification }
  })
}
