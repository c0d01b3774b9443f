import { randomUUID } from 'node:crypto'
import type { ServerMessage } from '../../protocol/index.ts'
import { type Answer, answerToFrame } from '../answer.ts'
import type { ProbeKit } from '../probe-kit.ts'

/** What comes of broadcast_subscribe. */
export interface BroadcastSubscription {
  /** For a broadcast that nobody knows. */
  readonly unheardOf: Answer<ServerMessage>
  /** For no broadcast at all, which can bring nothing new; nothing if the connection was closed. */
  readonly none: Answer<ServerMessage> | undefined
  /** Whether either was answered as it must be. */
  readonly isKnown: boolean
}

/** Subscribes to a broadcast that does not exist, and to none. */
export function broadcastSubscription(kit: ProbeKit): Promise<BroadcastSubscription> {
  return kit.withClient(async (client) => {
    const subscribe = (broadcasts: Record<string, string>): Promise<Answer<ServerMessage>> =>
      answerToFrame(kit, client, () => client.broadcastSubscribe(broadcasts))
    const unheardOf = await subscribe({ [`pushwright/${randomUUID()}`]: 'v1' })
    const none = unheardOf.kind === 'closed' ? undefined : await subscribe({})
    return { unheardOf, none, isKnown: isBroadcast(unheardOf) || isBroadcast(none) }
  })
}

/** Whether an answer is a broadcast. */
export function isBroadcast(answer: Answer<ServerMessage> | undefined): boolean {
  return answer?.kind === 'reply' && answer.reply.messageType === 'broadcast'
}
