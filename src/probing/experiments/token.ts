import { type Observation, unknown } from '../observation.ts'
import type { ProbeKit } from '../probe-kit.ts'
import { sendSigned, serviceTime } from '../sending.ts'
import { delivery } from './delivery.ts'
import { forgery } from './forgery.ts'
import { mailbox } from './mailbox.ts'

/**
 * The status of a post whose token has these claims instead of good ones; nothing if the service does not look at tokens.
 *
 * @param claims - From the origin of the push endpoint and the time of the service in seconds.
 */
export async function statusOfToken(
  kit: ProbeKit,
  claims: (service: { readonly origin: string; readonly now: number }) => Record<string, unknown>,
): Promise<number | undefined> {
  const { isChecked } = await kit.observe(forgery)
  if (!isChecked) return undefined
  const { subscription } = await kit.observe(mailbox)
  const now = serviceTime(await kit.observe(delivery))
  const { origin } = new URL(subscription.endpoint)
  return (await sendSigned(kit, subscription, { claims: claims({ origin, now }) })).status
}

/** What a probe of tokens says if there is nothing to see. */
export function tokensNotChecked(): Observation {
  return unknown('The service does not refuse wrong signatures, so it does not look at tokens.')
}
