// A client that the kit has opened, and the channels that it has to give up before it goes.
import type { PushClient } from '../client/index.ts'
import type { WaitOptions } from '../deadline/index.ts'
import type { HelloReply, ServerMessage, UnregisterReply } from '../protocol/index.ts'
import { answerTo } from './answer.ts'
import { comeBack } from './come-back.ts'
import type { ProbeKit } from './probe-kit.ts'
import type { ClientHandle, ProbeTarget } from './probe-target.ts'

/** A connected client, the reply to its first hello, and its channels. */
export class HeldClient {
  readonly client: PushClient
  /** The first message of the service, with fields that this version does not know. */
  readonly greeting: HelloReply
  readonly #close: () => Promise<void>
  /** The UAID under which each channel was registered. */
  readonly #channels: Map<string, string | undefined>

  private constructor(
    { client, close }: ClientHandle,
    greeting: HelloReply,
    channels: Map<string, string | undefined>,
  ) {
    this.client = client
    this.#close = close
    this.greeting = greeting
    this.#channels = channels
  }

  /** Connects one. */
  static async open(target: ProbeTarget): Promise<HeldClient> {
    const channels = new Map<string, string | undefined>()
    let greeting: ServerMessage | undefined
    const handle = await target.openClient((client) => {
      client.once('message', (message) => {
        greeting = message
      })
      client.on('register', (channelID) => channels.set(channelID, client.uaid))
      client.on('unregister', (channelID) => channels.delete(channelID))
    })
    // A client that is connected has got its reply to hello.
    return new HeldClient(handle, greeting as ServerMessage as HelloReply, channels)
  }

  /** Gives every channel up, and says how many could not be. */
  async giveUpChannels(kit: ProbeKit): Promise<number> {
    let left = 0
    for (const [channelID, uaid] of [...this.#channels]) {
      // Without its UAID nobody reaches the channel any more; and who does not answer once is not asked again.
      const status = uaid === this.client.uaid && left === 0 ? await this.#unregister(channelID, kit) : undefined
      if (status === undefined || status >= 500) left++
    }
    this.#channels.clear()
    return left
  }

  /** Ends the connection. */
  async close(): Promise<void> {
    await this.#close()
  }

  async #unregister(channelID: string, kit: ProbeKit): Promise<number | undefined> {
    const { client } = this
    const unregister = (wait: WaitOptions): Promise<UnregisterReply> => client.unregister(channelID, wait)
    try {
      if (!client.isConnected) await comeBack(kit, client)
      const answer = await answerTo(kit, client, unregister, () => client.flush())
      return answer.kind === 'reply' ? answer.reply.status : undefined
    } catch {
      // A service that does not let the client in any more keeps its channels: they are counted.
      return undefined
    }
  }
}
