import type { Receipt } from '../../application-server/index.ts'
import type { ProbeKit } from '../probe-kit.ts'
import { send } from '../sending.ts'
import { mailbox } from './mailbox.ts'

/** The answer to a post with a TTL of -1, which every service refuses that looks at it. */
export async function refusal(kit: ProbeKit): Promise<Receipt> {
  const { subscription } = await kit.observe(mailbox)
  return (await send(kit, subscription, { headers: { TTL: '-1' } })).receipt
}
