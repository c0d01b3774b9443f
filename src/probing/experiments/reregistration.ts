import type { ProbeKit } from '../probe-kit.ts'
import { send } from '../sending.ts'
import { unregistration } from './unregistration.ts'

/** What becomes of the endpoints of a channel that is registered again. */
export interface Reregistration {
  /** Whether registering a channel again gives the same URL. */
  readonly sameUrl: boolean
  /** The status of a post after a channel that was registered twice was given up once; nothing if channels cannot be given up. */
  readonly afterOne: number | undefined
  /** The same after it was given up twice. */
  readonly afterTwo: number | undefined
  /** The status of a post to the first URL after the channel was given up and registered once more. */
  readonly oldUrl: number | undefined
}

/** Registers a channel twice, gives it up, and registers it once more. */
export async function reregistration(kit: ProbeKit): Promise<Reregistration> {
  const { works } = await kit.observe(unregistration)
  return kit.withClient(async (client) => {
    const subscription = await client.subscribe()
    const { channelID, endpoint } = subscription
    const { pushEndpoint } = await client.register(channelID)
    const sameUrl = pushEndpoint === endpoint
    if (!works) return { sameUrl, afterOne: undefined, afterTwo: undefined, oldUrl: undefined }
    const post = async (): Promise<number> => (await send(kit, subscription)).receipt.status
    await client.unregister(channelID)
    const afterOne = await post()
    let afterTwo = afterOne
    if (afterOne < 300) {
      await client.unregister(channelID)
      afterTwo = await post()
    }
    await client.register(channelID)
    return { sameUrl, afterOne, afterTwo, oldUrl: await post() }
  })
}
