import type { PushClient, Subscription } from '../../client/index.ts'
import type { RegisterReply } from '../../protocol/index.ts'
import type { ProbeKit } from '../probe-kit.ts'

/** A client that stays, and its subscription, for posts of which the answer is what counts. */
export interface Mailbox {
  readonly client: PushClient
  readonly subscription: Subscription
  /** The reply to register, with fields that this version does not know. */
  readonly registration: RegisterReply
}

/** A client subscribes, and stays. */
export async function mailbox(kit: ProbeKit): Promise<Mailbox> {
  const { client } = await kit.hold()
  let registration: RegisterReply | undefined
  const keep = (message: { readonly messageType: string }): void => {
    if (message.messageType === 'register') registration = message as RegisterReply
  }
  client.on('message', keep)
  const subscription = await client.subscribe()
  client.off('message', keep)
  // A subscription is what became of that reply.
  return { client, subscription, registration: registration as RegisterReply }
}
