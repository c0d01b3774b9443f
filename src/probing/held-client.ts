// A client that the kit has opened, and the channels that it has to give up before it goes.
import type { PushClient } from '../client/index.ts'
import type { HelloReply, ServerMessage } from '../protocol/index.ts'
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

  /**
   * Gives every channel up.
   *
   * @param unregister - Asks the service; gives the status, nothing if there was no answer.
   * @returns How many channels could not be given up.
   */
  async giveUpChannels(
    unregister: (client: PushClient, channelID: string) => Promise<number | undefined>,
  ): Promise<number> {
    const { client } = this
    let left = 0
    for (const [channelID, uaid] of [...this.#channels]) {
      // Without its UAID nobody reaches the channel any more; and one that does not exist needs no unregister.
      const status = uaid === client.uaid && left === 0 ? await unregister(client, channelID) : undefined
      if (status === undefined || status >= 500) left++
    }
    this.#channels.clear()
    return left
  }

  /** Ends the connection. */
  async close(): Promise<void> {
    await this.#close()
  }
}
