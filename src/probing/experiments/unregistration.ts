import { randomUUID } from 'node:crypto'
import type { Receipt } from '../../application-server/index.ts'
import { UnregisterCode, type UnregisterReply } from '../../protocol/index.ts'
import { type Answer, answerTo } from '../answer.ts'
import type { ProbeKit } from '../probe-kit.ts'
import { send } from '../sending.ts'
import { delivery } from './delivery.ts'

/** What becomes of a channel that is given up. */
export interface Unregistration {
  readonly answer: Answer<UnregisterReply>
  /** The answer to a post to its endpoint afterwards. */
  readonly gone: Receipt
  /** Whether the channel was given up. */
  readonly works: boolean
  /** The answer for a channel that never was; nothing if there was none for the other. */
  readonly unknown: Answer<UnregisterReply> | undefined
}

/** Gives a channel up, and one that never existed. */
export async function unregistration(kit: ProbeKit): Promise<Unregistration> {
  await kit.observe(delivery)
  return kit.withClient(async (client) => {
    const subscription = await client.subscribe()
    const unregister = (channelID: string): Promise<Answer<UnregisterReply>> =>
      answerTo(kit, client, (wait) => client.unregister(channelID, { ...wait, code: UnregisterCode.PermissionRevoked }))
    const answer = await unregister(subscription.channelID)
    const { receipt: gone } = await send(kit, subscription)
    const works = answer.kind === 'reply' && answer.reply.status === 200 && [404, 410].includes(gone.status)
    const unknown = answer.kind === 'reply' ? await unregister(randomUUID()) : undefined
    return { answer, gone, works, unknown }
  })
}
