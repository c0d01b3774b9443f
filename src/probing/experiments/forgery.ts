import type { Receipt } from '../../application-server/index.ts'
import type { ProbeKit } from '../probe-kit.ts'
import { sendSigned } from '../sending.ts'
import { delivery } from './delivery.ts'
import { mailbox } from './mailbox.ts'

/** What is answered to a post with a signature that is wrong. */
export interface Forgery {
  readonly receipt: Receipt
  /** Whether the service takes signatures and refuses wrong ones, so that what it makes of tokens can be asked. */
  readonly isChecked: boolean
}

/** Posts a message whose signature is that of another key. */
export async function forgery(kit: ProbeKit): Promise<Forgery> {
  const { subscription } = await kit.observe(mailbox)
  const { vapid } = await kit.observe(delivery)
  const receipt = await sendSigned(kit, subscription, { forged: true })
  return { receipt, isChecked: vapid !== false && !receipt.accepted }
}
