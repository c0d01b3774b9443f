import { type Answer, answerTo } from '../answer.ts'
import type { ProbeKit } from '../probe-kit.ts'

/** What comes of a WebSocket Ping before hello: a Pong is the reply. */
export function earlyPing(kit: ProbeKit): Promise<Answer<object>> {
  return kit.withClient(async (client) => {
    await client.disconnect()
    await client.connect()
    return answerTo(
      kit,
      client,
      async (wait) => {
        await client.flush(wait)
        // Libraries pong by themselves, before the service hears of the Ping and closes.
        await client.flush(wait)
        return {}
      },
      () => new Promise(() => {}),
    )
  })
}
