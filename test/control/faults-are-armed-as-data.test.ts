import { expect, test } from 'vitest'
import { faultKinds } from '../../src/control/faults/kinds.ts'
import type { FaultEvent } from '../../src/fixture/index.ts'
import { openApi, send, subscribe } from './api.ts'

test('a fault strikes as often as it is armed for, and its state tells', async () => {
  const api = await openApi()
  const subscription = await subscribe(api)
  const body = { event: 'post', fault: 'answer', with: { status: 503, retryAfter: 120 }, times: 2 }
  const armed = await api.call('POST', '/faults', { body })
  expect(armed).toMatchObject({ status: 201, body: { id: 1, text: 'next 2 post: answer', left: 2, fired: 0 } })

  const answer = await fetch(subscription.endpoint, { method: 'POST', headers: { TTL: '1' } })
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('120')
  expect((await api.call('GET', '/faults/1')).body).toMatchObject({ left: 1, fired: 1 })
  expect(await send(subscription, 'hi')).toBe(503)
  expect(await send(subscription, 'hi')).toBe(201)
  expect((await api.call('GET', '/faults')).body.faults).toMatchObject([{ id: 1, left: 0, fired: 2 }])
})

test('a fault strikes one virtual client, until it is deleted', async () => {
  const api = await openApi()
  const phone = await subscribe(api, 'phone')
  const laptop = await subscribe(api, 'laptop')
  const body = { event: 'notification', fault: 'corrupt', client: 'phone', times: 'always' }
  expect((await api.call('POST', '/faults', { body })).body).toMatchObject({ left: 'always' })
  const last = async (name: string, after: number): Promise<unknown> => {
    const path = `/clients/${name}/notifications?after=${after}&wait=60s`
    return (await api.call('GET', path)).body.notifications[0]
  }
  await Promise.all([send(phone, 'hi'), send(laptop, 'hi')])
  expect(await last('phone', 0)).toMatchObject({ text: null, problem: { code: 'ERR_DECRYPT' } })
  expect(await last('laptop', 0)).toMatchObject({ text: 'hi' })

  expect((await api.call('DELETE', '/faults/1')).status).toBe(204)
  await send(phone, 'again')
  expect(await last('phone', 1)).toMatchObject({ text: 'again' })
})

test('DELETE /faults disarms all', async () => {
  const api = await openApi()
  const subscription = await subscribe(api)
  await api.call('POST', '/faults', { body: { event: 'post', fault: 'reset', times: 'always' } })
  expect((await api.call('DELETE', '/faults')).status).toBe(204)
  expect((await api.call('GET', '/faults')).body).toEqual({ faults: [] })
  expect(await send(subscription, 'hi')).toBe(201)
})

test('what a fault does to a virtual client is told', async () => {
  const { call } = await openApi()
  await call('POST', '/faults', { body: { event: 'connect', fault: 'refuse', with: { status: 503 } } })
  expect(await call('POST', '/clients')).toMatchObject({ status: 502, body: { error: { code: 'ERR_CONNECT' } } })
  await call('POST', '/faults', { body: { event: 'hello', fault: 'close', with: { code: 4774 } } })
  expect(await call('POST', '/clients')).toMatchObject({ status: 409, body: { error: { code: 'ERR_CLOSED' } } })
  expect((await call('GET', '/clients')).body).toEqual({ clients: [] })
})

test('a service that does not answer costs bounded time', async () => {
  const { call } = await openApi({ timeout: 20 })
  await call('POST', '/faults', { body: { event: 'hello', fault: 'ignore' } })
  expect(await call('POST', '/clients')).toMatchObject({ status: 504, body: { error: { code: 'ERR_TIMEOUT' } } })
})

test.for([
  [{ event: 'posts', fault: 'reset' }, /Did you mean `post`\?/],
  [{ event: 'post', fault: 'ansver' }, /Did you mean `answer`\?/],
  [{ event: 'post', fault: 'constructor' }, /`fault` to be one of/],
  [{ event: '__proto__', fault: 'reset' }, /`event` to be one of/],
  [{ event: 'post', fault: 'answer' }, /`status` .* is missing/],
  [{ event: 'post', fault: 'answer', with: { status: 101 } }, /from 200 to 599/],
  [{ event: 'post', fault: 'answer', with: { status: 503, retryafter: 1 } }, /Did you mean `retryAfter`\?/],
  [{ event: 'post', fault: 'answer', with: { status: 503, headers: { 'a b': 'c' } } }, /names are tokens/],
  [{ event: 'post', fault: 'answer', with: { status: 503, headers: { a: 'c\r\nd: e' } } }, /`headers.a`/],
  [{ event: 'hello', fault: 'close', with: { code: 1005 } }, /a close code/],
  [{ event: 'hello', fault: 'close', with: { code: 4000, reason: 'é'.repeat(62) } }, /at most 123 bytes/],
  [{ event: 'post', fault: 'delay', with: { duration: 'soon' } }, /a duration/],
  [{ event: 'post', fault: 'reset', with: [] }, /`with`.* to be a JSON object/],
  [{ event: 'post', fault: 'reset', times: 0 }, /`times`/],
  [{ event: 'post', fault: 'reset', probability: 2 }, /`probability`/],
  [{ event: 'post', fault: 'reset', uaid: 'me' }, /`uaid`/],
] as const)('%j is refused', async ([body, message]) => {
  const { call } = await openApi()
  const refused = await call('POST', '/faults', { body })
  expect(refused).toMatchObject({ status: 400, body: { error: { code: 'ERR_OPTION' } } })
  expect(refused.body.error.message).toMatch(message)
})

test('a fault for a client that is not there is refused', async () => {
  const { call } = await openApi()
  const body = { event: 'frame', fault: 'lose', client: 'phone' }
  expect((await call('POST', '/faults', { body })).status).toBe(404)
})

test('every fault of the fixture server can be armed', async () => {
  const { server } = await openApi()
  for (const [event, kinds] of Object.entries(faultKinds)) {
    expect(Object.keys(kinds).sort(), event).toEqual(Object.keys(server.faults.next(event as FaultEvent)).sort())
  }
})
