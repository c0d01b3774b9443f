import { ApplicationServer, decodeBase64url, PushClient } from 'pushwright/core'
import { inParallel } from '../harness/in-parallel.ts'
import { median } from '../harness/numbers.ts'
import { serve } from '../load/side.ts'

const [url = ''] = process.argv.slice(2)
const payload = Buffer.alloc(1024, 'push')

async function connect(): Promise<PushClient> {
  const client = new PushClient({ url })
  await client.connect()
  await client.hello()
  return client
}

serve({
  async push(clients, pushes, encrypted) {
    const applicationServer = new ApplicationServer({ subject: 'mailto:bench@example.com' })
    const times: number[] = []
    await inParallel(clients, clients, async () => {
      const client = await connect()
      const subscription = await client.subscribe({ applicationServerKey: applicationServer.publicKey })
      const prepared = await applicationServer.prepare(subscription, payload)
      for (let index = 0; index < pushes / clients; index++) {
        const start = performance.now()
        const { status } = encrypted
          ? await applicationServer.send(subscription, payload)
          : await applicationServer.post(prepared)
        if (status !== 201) throw new Error(`Expected 201, got ${status}.`)
        const notification = await client.expectNotification(subscription)
        const [got, expected] = encrypted
          ? [notification.bytes(), payload]
          : [decodeBase64url(notification.data ?? ''), prepared.body]
        if (got === undefined || !expected.equals(got)) throw new Error('Expected what was sent.')
        times.push(performance.now() - start)
      }
      await client.disconnect()
    })
    await applicationServer.close()
    return median(times)
  },
  async stay(count) {
    const clients: PushClient[] = []
    await inParallel(count, 32, async () => {
      clients.push(await connect())
    })
    return async () => {
      await Promise.all(clients.map((client) => client.disconnect()))
    }
  },
})
