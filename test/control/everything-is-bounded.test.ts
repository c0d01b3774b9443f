import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { openApi, send, startWaiting, subscribe } from './api.ts'

const tooMany = { status: 429, body: { error: { code: 'ERR_LIMIT' } } }

test('virtual clients', async () => {
  const { call } = await openApi({ limits: { clients: 1 } })
  await call('POST', '/clients', { body: { name: 'phone' } })
  expect(await call('POST', '/clients')).toMatchObject(tooMany)
  await call('DELETE', '/clients/phone')
  expect((await call('POST', '/clients')).status).toBe(201)
})

test('connections', async () => {
  const { control } = await openApi({ limits: { connections: 2 } })
  const { hostname, port } = new URL(control.url)
  const open = async () => {
    const socket = connect(Number(port), hostname).resume()
    onTestFinished(() => void socket.destroy())
    await once(socket, 'connect')
    return socket
  }
  const sockets = [await open(), await open()]
  await once(await open(), 'close')
  expect(sockets.map(({ closed }) => closed)).toEqual([false, false])
})

test('names', async () => {
  const { call } = await openApi()
  for (const name of ['', 'a/b', 'x'.repeat(65), 7]) {
    expect((await call('POST', '/clients', { body: { name } })).status).toBe(400)
  }
  await call('POST', '/clients', { body: { name: 'client-1' } })
  expect((await call('POST', '/clients', { body: { name: 'client-1' } })).status).toBe(409)
  expect((await call('POST', '/clients')).body.name).toBe('client-2')
})

test('subscriptions of a client', async () => {
  const api = await openApi({ limits: { subscriptions: 1 } })
  await subscribe(api)
  expect(await api.call('POST', '/clients/phone/subscriptions')).toMatchObject(tooMany)
})

test('notifications and pushes that are kept; the numbers tell that some have gone', async () => {
  const api = await openApi({ limits: { notifications: 2, pushes: 2 } })
  const subscription = await subscribe(api)
  for (const text of ['one', 'two', 'three']) await send(subscription, text)
  await api.call('GET', '/clients/phone/notifications?after=2&wait=60s')
  for (const path of ['/clients/phone/notifications', '/pushes']) {
    const { body } = await api.call('GET', path)
    expect((body.notifications ?? body.pushes).map(({ id }: { id: number }) => id)).toEqual([2, 3])
    expect(body.last).toBe(3)
  }
})

test('requests that wait', async () => {
  const api = await openApi({ limits: { waiters: 1 } })
  await startWaiting(api, '/pushes?wait=60s')
  expect(await api.call('GET', '/pushes?wait=60s')).toMatchObject(tooMany)
})

test('faults that wait; those that are spent make room', async () => {
  const api = await openApi({ limits: { faults: 1 } })
  const subscription = await subscribe(api)
  const body = { event: 'post', fault: 'answer', with: { status: 503 } }
  await api.call('POST', '/faults', { body })
  expect(await api.call('POST', '/faults', { body })).toMatchObject(tooMany)
  await send(subscription, 'hi')
  expect(await api.call('POST', '/faults', { body })).toMatchObject({ status: 201, body: { id: 2 } })
})

test('broadcasts; those that are known can still change', async () => {
  const { call } = await openApi({ limits: { broadcasts: 1 } })
  await call('PUT', '/broadcasts/a', { body: { version: '1' } })
  expect(await call('PUT', '/broadcasts/b', { body: { version: '1' } })).toMatchObject(tooMany)
  expect((await call('PUT', '/broadcasts/a', { body: { version: '2' } })).status).toBe(200)
})
