import { expect, test } from 'vitest'
import webpush from 'web-push'
import { openApi, send, subscribe } from './api.ts'

test('a virtual client subscribes, a backend sends, and the API shows what arrived', async () => {
  const { call, server } = await openApi()
  const vapid = webpush.generateVAPIDKeys()

  const client = await call('POST', '/clients', { body: { name: 'phone' } })
  expect(client).toMatchObject({ status: 201, body: { name: 'phone', connected: true, closed: null } })
  expect(client.body.uaid).toBe(server.clients[0]?.uaid)

  const made = await call('POST', '/clients/phone/subscriptions', { body: { applicationServerKey: vapid.publicKey } })
  expect(made.status).toBe(201)
  const { endpoint, keys, channelID } = made.body
  expect(made.body).toEqual({
    endpoint: expect.stringContaining(`${server.origin}/wpush/v2/`),
    expirationTime: null,
    keys: { p256dh: expect.any(String), auth: expect.any(String) },
    channelID: expect.any(String),
  })

  expect(await send({ endpoint, keys, channelID }, '{"title":"hi"}', vapid)).toBe(201)

  const { body } = await call('GET', '/clients/phone/notifications?wait=5s')
  expect(body).toEqual({
    notifications: [
      {
        id: 1,
        channelID,
        version: expect.any(String),
        text: '{"title":"hi"}',
        base64: Buffer.from('{"title":"hi"}').toString('base64'),
        problem: null,
        headers: { encoding: 'aes128gcm' },
        at: expect.any(Number),
      },
    ],
    last: 1,
  })
})

test('the pushes that the service saw are shown decrypted, and without the token of the endpoint', async () => {
  const api = await openApi()
  const subscription = await subscribe(api)
  await send(subscription, 'hi')
  const { body } = await api.call('GET', '/pushes')
  expect(body.pushes).toMatchObject([
    {
      id: 1,
      channelID: subscription.channelID,
      text: 'hi',
      problem: null,
      outcome: 'delivered',
      status: 201,
      topic: null,
    },
  ])
  expect(JSON.stringify(body)).not.toContain(subscription.endpoint.split('/').at(-1))
})

test('a payload that is not text is shown as base64', async () => {
  const api = await openApi()
  const subscription = await subscribe(api)
  const payload = Buffer.from([0xff, 0x00])
  await send(subscription, payload as unknown as string)
  const { body } = await api.call('GET', '/clients/phone/notifications?wait=5s')
  expect(body.notifications).toMatchObject([{ text: null, base64: payload.toString('base64'), problem: null }])
})

test('a message that cannot be decrypted says why, on both sides', async () => {
  const api = await openApi()
  const { endpoint, channelID } = await subscribe(api)
  const headers = { TTL: '60', 'Content-Encoding': 'aes128gcm' }
  await fetch(endpoint, { method: 'POST', headers, body: new Uint8Array(120) })
  const { body } = await api.call('GET', '/pushes')
  const problem = { code: 'ERR_DECRYPT', message: expect.any(String) }
  expect(body.pushes).toMatchObject([{ channelID, text: null, base64: null, problem }])
  const notifications = await api.call('GET', '/clients/phone/notifications?wait=5s')
  expect(notifications.body.notifications).toMatchObject([{ text: null, base64: null, problem }])
})

test('a push to an endpoint that the API did not make is shown encrypted', async () => {
  const { call, server } = await openApi()
  await fetch(`${server.origin}/wpush/v2/nonsense`, { method: 'POST', headers: { TTL: '60' }, body: 'data' })
  const { body } = await call('GET', '/pushes')
  expect(body.pushes).toMatchObject([{ outcome: 'refused', channelID: null, problem: { code: 'ERR_STATE' } }])
})

test('a virtual client trusts the authority of a server with TLS', async () => {
  const { call, server } = await openApi({ fixture: { tls: true } })
  expect((await call('POST', '/clients')).body).toMatchObject({ name: 'client-1', connected: true })
  const { body } = await call('POST', '/clients/client-1/subscriptions')
  expect(body.endpoint).toContain(server.origin)
})

test('status tells how much there is', async () => {
  const api = await openApi({ about: { profile: 'ideal' } })
  await send(await subscribe(api), 'hi')
  await api.call('POST', '/faults', { body: { event: 'post', fault: 'hang' } })
  expect((await api.call('GET', '/status')).body).toEqual({
    profile: 'ideal',
    url: api.server.url,
    origin: api.server.origin,
    now: expect.any(Number),
    connections: 1,
    clients: 1,
    pushes: 1,
    faults: 1,
  })
})

test('shutdown answers first, and then tells whoever runs the server', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const { call } = await openApi({ onShutdown: resolve })
  expect(await call('POST', '/shutdown')).toMatchObject({ status: 202, body: { stopping: true } })
  await promise
})
