// An Express backend whose pushes go through `web-push`, unchanged. In the INI: `tls = true`, as `web-push` speaks https alone.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import tls from 'node:tls'
import { beforeAll, expect, Feature, type PushClient, requireFeature, type Subscription, test } from 'pushwright'
import { createShop } from './backend.ts'

const { app, subscriptions } = createShop()
let url: string

beforeAll(async () => {
  const server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return () => server.close()
})

const shopTest = test.with(requireFeature(Feature.ControlServer))

shopTest.beforeEach(({ provisioner: { server } }) => {
  // The push service has a certificate of an authority of its own.
  if (server.ca !== undefined) tls.setDefaultCACertificates([...tls.getCACertificates('bundled'), server.ca])
})

async function subscribe(client: PushClient, customer: string): Promise<Subscription> {
  const applicationServerKey = await (await fetch(`${url}/vapid-public-key`)).text()
  const subscription = await client.subscribe({ applicationServerKey })
  await call('PUT', `/customers/${customer}/subscription`, subscription)
  return subscription
}

function call(method: string, path: string, body: unknown): Promise<Response> {
  return fetch(url + path, { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })
}

shopTest('a customer hears that the order is on its way', async ({ client }) => {
  await subscribe(client, 'alice')
  await call('POST', '/customers/alice/orders', { item: 'a kettle' })
  await expect(client).toReceivePush({ title: 'On its way', body: 'a kettle' })
})

shopTest('of several orders the newest is shown to who comes back', async ({ client }) => {
  await subscribe(client, 'bob')
  await client.disconnect()
  for (const item of ['a kettle', 'a spoon']) await call('POST', '/customers/bob/orders', { item })
  await client.reconnect()
  await expect(client).toReceivePush(expect.objectContaining({ body: 'a spoon' }))
  await expect(client).toReceiveNoPush()
})

shopTest('a subscription that is gone is forgotten', async ({ client }) => {
  const subscription = await subscribe(client, 'carol')
  await subscription.unsubscribe()
  await call('POST', '/customers/carol/orders', { item: 'a kettle' })
  expect(subscriptions.has('carol')).toBe(false)
})
