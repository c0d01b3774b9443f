import { beforeEach, describe, expect, test } from 'vitest'
import { type Api, openApi, type Subscription, send, subscribe } from './api.ts'

let api: Api
let subscription: Subscription

beforeEach(async () => {
  api = await openApi()
  subscription = await subscribe(api)
})

const outcomes = async (): Promise<unknown[]> => {
  const { body } = await api.call('GET', '/pushes')
  return body.pushes.map(({ outcome }: { outcome: string }) => outcome)
}

test.for([
  ['with a Close frame', {}, { code: 1000, reason: '' }],
  ['with a code of its own', { code: 4000, reason: 'lift' }, { code: 4000, reason: 'lift' }],
  ['without a Close frame', { abrupt: true }, { code: 1006, reason: '' }],
] as const)('after a disconnect %s, what is posted is stored until the client reconnects', async ([, body, closed]) => {
  const { body: before } = await api.call('GET', '/clients/phone')
  const gone = await api.call('POST', '/clients/phone/disconnect', { body })
  expect(gone).toMatchObject({ status: 200, body: { connected: false, closed } })
  expect(api.server.clients).toEqual([])

  await send(subscription, 'later')
  expect(await outcomes()).toEqual(['stored'])

  const { body: after } = await api.call('POST', '/clients/phone/reconnect')
  expect(after).toMatchObject({ connected: true, closed: null, uaid: before.uaid, subscriptions: before.subscriptions })
  const { body: got } = await api.call('GET', '/clients/phone/notifications?wait=5s')
  expect(got.notifications).toMatchObject([{ text: 'later' }])
})

test('a message whose TTL passes on the clock is gone', async () => {
  await api.call('POST', '/clients/phone/disconnect')
  await send(subscription, 'too late')
  const { body: before } = await api.call('GET', '/clock')
  const { body: after } = await api.call('POST', '/clock/advance', { body: { by: '61s' } })
  expect(after.now - before.now).toBeGreaterThanOrEqual(61_000)
  await api.call('POST', '/clients/phone/reconnect')
  await send(subscription, 'in time')
  const { body } = await api.call('GET', '/clients/phone/notifications?wait=5s')
  expect(body.notifications.map(({ text }: { text: string }) => text)).toEqual(['in time'])
})

test('a reconnect without resume is a new client, without subscriptions', async () => {
  const { body } = await api.call('POST', '/clients/phone/reconnect', { body: { resume: false } })
  expect(body).toMatchObject({ connected: true, subscriptions: [] })
})

test('a disconnected client can be disconnected again, and cannot subscribe', async () => {
  await api.call('POST', '/clients/phone/disconnect')
  expect((await api.call('POST', '/clients/phone/disconnect')).status).toBe(200)
  const refused = await api.call('POST', '/clients/phone/subscriptions')
  expect(refused).toMatchObject({ status: 409, body: { error: { code: 'ERR_CLOSED' } } })
})

test('a deleted client is disconnected and forgotten', async () => {
  expect((await api.call('DELETE', '/clients/phone')).status).toBe(204)
  expect((await api.call('GET', '/clients')).body).toEqual({ clients: [] })
  expect((await api.call('DELETE', '/clients/phone')).status).toBe(404)
})

describe('subscriptions', () => {
  test('one that expires is gone for the sender, while the client believes in it', async () => {
    const { endpoint } = subscription
    expect((await api.call('POST', '/subscriptions/expire', { body: { endpoint } })).status).toBe(204)
    expect(await send(subscription, 'hi')).toBe(410)
    const { body } = await api.call('GET', '/clients/phone/subscriptions')
    expect(body.subscriptions).toMatchObject([{ endpoint }])
  })

  test('one that is deleted is gone on both sides', async () => {
    const path = `/clients/phone/subscriptions/${subscription.channelID}`
    expect((await api.call('DELETE', path)).status).toBe(204)
    expect(await send(subscription, 'hi')).toBe(410)
    expect((await api.call('GET', '/clients/phone/subscriptions')).body).toEqual({ subscriptions: [] })
    expect((await api.call('DELETE', path)).status).toBe(404)
  })

  test('a key that is none is refused', async () => {
    const refused = await api.call('POST', '/clients/phone/subscriptions', { body: { applicationServerKey: 'AAAA' } })
    expect(refused).toMatchObject({ status: 400, body: { error: { code: 'ERR_OPTION' } } })
  })

  test('an endpoint of another server cannot expire', async () => {
    const endpoint = 'https://push.example/wpush/v2/gAAAAABsecret'
    const refused = await api.call('POST', '/subscriptions/expire', { body: { endpoint } })
    expect(refused).toMatchObject({ status: 400, body: { error: { code: 'ERR_OPTION' } } })
    expect(JSON.stringify(refused.body)).not.toContain('secret')
  })
})

test('a broadcast gets its version, also under a name with a slash', async () => {
  const set = await api.call('PUT', '/broadcasts/remote-settings%2Fmonitor', { body: { version: '"7"' } })
  expect(set).toMatchObject({ status: 200, body: { id: 'remote-settings/monitor', version: '"7"' } })
  expect(api.server.broadcasts).toEqual({ 'remote-settings/monitor': '"7"' })
  expect((await api.call('GET', '/broadcasts')).body).toEqual({ broadcasts: { 'remote-settings/monitor': '"7"' } })
})
