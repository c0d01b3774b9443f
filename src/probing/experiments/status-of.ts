import type { SendOptions } from '../../application-server/index.ts'
import type { ProbeKit } from '../probe-kit.ts'
import { send } from '../sending.ts'
import { mailbox } from './mailbox.ts'

/** The status of a post to a connected client that differs from a good one as the options say. */
export async function statusOf(
  kit: ProbeKit,
  options: SendOptions & { readonly payload?: string | null },
): Promise<number> {
  const { subscription } = await kit.observe(mailbox)
  return (await send(kit, subscription, options)).receipt.status
}

/** Whether a status says that the message was taken. */
export function isAccepted(status: number): boolean {
  return status >= 200 && status < 300
}

/** The status of a post whose Topic has characters that no topic may have. */
export function wrongTopic(kit: ProbeKit): Promise<number> {
  return statusOf(kit, { headers: { Topic: 'no topic!' } })
}

/** The status of a post that does not say how it is encrypted. */
export function withoutContentEncoding(kit: ProbeKit): Promise<number> {
  return statusOf(kit, { headers: { 'Content-Encoding': undefined } })
}

/** The status of a post without a TTL. */
export function withoutTtl(kit: ProbeKit): Promise<number> {
  return statusOf(kit, { ttl: null })
}
