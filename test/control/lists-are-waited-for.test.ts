import { once } from 'node:events'
import { connect } from 'node:net'
import { beforeEach, expect, test } from 'vitest'
import { type Api, type Json, openApi, type Subscription, send, startWaiting, subscribe } from './api.ts'

let api: Api
let subscription: Subscription

beforeEach(async () => {
  api = await openApi()
  subscription = await subscribe(api)
})

const texts = ({ body }: { body: Json }): string[] =>
  (body.notifications ?? body.pushes).map(({ text }: { text: string }) => text)

test.for(['/clients/phone/notifications', '/pushes'])(
  '%s answers when there are as many as asked for',
  async (path) => {
    const waiting = api.call('GET', `${path}?wait=60s&count=2`)
    const another = api.call('GET', `${path}?wait=60s&count=1`)
    await send(subscription, 'one')
    await another
    await send(subscription, 'two')
    expect(texts(await waiting)).toEqual(['one', 'two'])
  },
)

test('a wait that is over gives what is there', async () => {
  await send(subscription, 'one')
  await api.call('GET', '/clients/phone/notifications?wait=60s')
  expect(texts(await api.call('GET', '/clients/phone/notifications?wait=1ms&count=5'))).toEqual(['one'])
  expect((await api.call('GET', '/clients/phone/notifications?wait=1ms&after=1')).body).toEqual({
    notifications: [],
    last: 1,
  })
})

test('what came after a number is found by it', async () => {
  for (const text of ['one', 'two', 'three']) await send(subscription, text)
  const all = await api.call('GET', '/clients/phone/notifications?wait=60s&count=3')
  expect(all.body.last).toBe(3)
  const { id } = all.body.notifications[0]
  expect(texts(await api.call('GET', `/clients/phone/notifications?after=${id}`))).toEqual(['two', 'three'])
  expect(texts(await api.call('GET', `/pushes?after=2`))).toEqual(['three'])
})

test('only those of one channel are asked for', async () => {
  const { body: other } = await api.call('POST', '/clients/phone/subscriptions')
  await send(subscription, 'one')
  await send(other, 'two')
  const query = `?wait=60s&channelID=${other.channelID}`
  expect(texts(await api.call('GET', `/clients/phone/notifications${query}`))).toEqual(['two'])
  expect(texts(await api.call('GET', `/pushes${query}`))).toEqual(['two'])
})

test('whoever waits for a client that is deleted hears of it', async () => {
  const { answer } = await startWaiting(api, '/clients/phone/notifications?wait=60s')
  await api.call('DELETE', '/clients/phone')
  expect(await answer).toMatchObject({ status: 409, body: { error: { code: 'ERR_CLOSED' } } })
})

test('closing ends every wait with an answer', async () => {
  const { answer } = await startWaiting(api, '/pushes?wait=60s')
  await api.control.close()
  expect(await answer).toMatchObject({ status: 503, body: { error: { code: 'ERR_ABORTED' } } })
})

test('a request whose sender has gone waits no longer', async () => {
  const { control, call } = await openApi({ limits: { waiters: 1 } })
  const head = `GET /pushes?wait=60s HTTP/1.1\r\nHost: ${new URL(control.url).host}\r\nAuthorization: Bearer ${control.token}\r\n`
  const socket = connect(Number(new URL(control.url).port), '127.0.0.1')
  socket.write(`${head}Expect: 100-continue\r\n\r\n`)
  await once(socket, 'data')
  expect((await call('GET', '/pushes?wait=1ms')).status).toBe(429)
  socket.destroy()
  await expect.poll(async () => (await call('GET', '/pushes?wait=1ms')).status).toBe(200)
})

test('a wait is bounded', async () => {
  expect(await api.call('GET', '/pushes?wait=61s')).toMatchObject({
    status: 400,
    body: { error: { code: 'ERR_OPTION', message: expect.stringContaining('at most 60s') } },
  })
})
