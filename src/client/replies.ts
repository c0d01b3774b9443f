// Correlates replies with requests: by type and channel, since notifications come in between.
import type { Deadline, Settle } from '../deadline/index.ts'
import type { ServerMessage } from '../protocol/index.ts'

/** The messages that answer a request. */
export type Reply = Extract<ServerMessage, { messageType: 'hello' | 'register' | 'unregister' | 'ping' }>

interface Pending {
  readonly messageType: Reply['messageType']
  readonly channelID: string | undefined
  readonly settle: Settle<Reply>
}

/** The requests of one client that wait for a reply, oldest first. */
export class Replies {
  readonly #pending: Pending[] = []

  /** Calls `send` and waits for the reply of a type, and of a channel if one is given. */
  expect<T extends Reply>(
    messageType: T['messageType'],
    channelID: string | undefined,
    deadline: Deadline,
    send: () => void,
  ): Promise<T> {
    const what = channelID === undefined ? `the ${messageType} reply` : `the ${messageType} reply for ${channelID}`
    return deadline.wait<Reply>(what, (settle) => {
      // First, since a request that cannot be sent must not stay behind and take the reply of the next one.
      send()
      const pending = { messageType, channelID, settle }
      this.#pending.push(pending)
      return () => this.#remove(pending)
    }) as Promise<T>
  }

  /** Gives a reply to the oldest request that it answers; returns whether there was one. A refusal may name no channel. */
  take(reply: Reply): boolean {
    const channelID = 'channelID' in reply && reply.channelID !== '' ? reply.channelID : undefined
    const pending = this.#find(reply.messageType, channelID)
    pending?.settle.resolve(reply)
    return pending !== undefined
  }

  /** Fails the oldest request of a type, and of a channel if one is given; returns whether there was one. */
  fail(messageType: unknown, channelID: unknown, error: Error): boolean {
    const pending = this.#find(messageType, typeof channelID === 'string' ? channelID : undefined)
    pending?.settle.reject(error)
    return pending !== undefined
  }

  /** Fails every request; the error is made only if there is one. */
  failAll(makeError: () => Error): void {
    for (const { settle } of [...this.#pending]) settle.reject(makeError())
  }

  #find(messageType: unknown, channelID: string | undefined): Pending | undefined {
    return this.#pending.find(
      (candidate) =>
        candidate.messageType === messageType &&
        (candidate.channelID === undefined ||
          channelID === undefined ||
          candidate.channelID === channelID.toLowerCase()),
    )
  }

  #remove(pending: Pending): void {
    const index = this.#pending.indexOf(pending)
    if (index !== -1) this.#pending.splice(index, 1)
  }
}
