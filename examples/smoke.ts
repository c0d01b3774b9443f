// A round trip against any target, outside of Vitest: `node smoke.ts wss://push.example/`.
import { ApplicationServer, PushClient } from 'pushwright/core'

const [url = 'ws://127.0.0.1:8080/'] = process.argv.slice(2)
const client = new PushClient({ url })
const applicationServer = new ApplicationServer()
try {
  await client.connect()
  await client.hello()
  const subscription = await client.subscribe({ applicationServerKey: applicationServer.publicKey })
  const sentAt = performance.now()
  const receipt = await applicationServer.send(subscription, 'are you there?', { ttl: 60 })
  const notification = await client.expectNotification(subscription)
  console.log(`${receipt.status}, "${notification.text()}" after ${(performance.now() - sentAt).toFixed(1)} ms`)
  await subscription.unsubscribe()
} finally {
  await client.disconnect()
  await applicationServer.close()
}
