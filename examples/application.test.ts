import { createServer } from 'node:http'
import { type ApplicationServer, expect, type PushTarget, test } from 'pushwright'

// The backend under test: it keeps subscriptions, and greets every subscriber.
function startBackend(sender: ApplicationServer) {
  const subscribers: PushTarget[] = []
  return createServer(async (request, response) => {
    const body = (await request.toArray()).join('')
    if (request.url === '/subscriptions') subscribers.push(JSON.parse(body))
    else await Promise.all(subscribers.map((subscriber) => sender.send(subscriber, { title: 'hi' })))
    response.end()
  })
}

test('the backend greets its subscribers', async ({ client, applicationServer, provisioner }) => {
  const backend = startBackend(applicationServer).listen(0, '127.0.0.1')
  provisioner.onTeardown('backend', () => void backend.close())
  await new Promise((resolve) => backend.once('listening', resolve))
  const { port } = backend.address() as { port: number }

  const subscription = await client.subscribe({ applicationServerKey: applicationServer.publicKey })
  await fetch(`http://127.0.0.1:${port}/subscriptions`, { method: 'POST', body: JSON.stringify(subscription) })
  await fetch(`http://127.0.0.1:${port}/greet`, { method: 'POST' })

  await expect(client).toReceivePush({ title: 'hi' })
})
