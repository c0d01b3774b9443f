import { describe, expect, test } from 'vitest'
import { routes } from '../../src/control/index.ts'
import { exchange, openApi } from './api.ts'

test.for(['/', '/nowhere', '/clients/', '/clients//notifications', '/status/', '//status', '/clients/%', '/Status'])(
  '%s is answered 404',
  async (path) => {
    const { call } = await openApi()
    expect(await call('GET', path)).toMatchObject({ status: 404, body: { error: { code: 'ERR_NOT_FOUND' } } })
  },
)

test('every path answers 405 with Allow to a method that it does not have', async () => {
  const { call } = await openApi()
  for (const { path } of routes) {
    const allowed = routes.filter((route) => route.path === path).map(({ method }) => method)
    for (const method of ['PATCH', 'OPTIONS', 'TRACE']) {
      const refused = await call(method, path.replace(/\{\w+\}/g, 'x'))
      expect(refused, `${method} ${path}`).toMatchObject({ status: 405, body: { error: { code: 'ERR_METHOD' } } })
      expect(refused.headers.allow).toBe(allowed.join(', '))
    }
  }
})

test.for(['/clients/ghost', '/clients/__proto__', '/clients/ghost/notifications', '/faults/7'])(
  '%s is answered 404, as there is none',
  async (path) => {
    const { call } = await openApi()
    expect(await call('GET', path)).toMatchObject({ status: 404, body: { error: { code: 'ERR_NOT_FOUND' } } })
  },
)

describe('body', () => {
  test.for([
    ['JSON that breaks off', '{"by":', 'ERR_REQUEST'],
    ['bytes that are not UTF-8', new Uint8Array([0x22, 0xff, 0x22]), 'ERR_REQUEST'],
    ['a list', '[]', 'ERR_OPTION'],
    ['null', 'null', 'ERR_OPTION'],
    ['a text', '"30s"', 'ERR_OPTION'],
    ['a misspelled field', '{"bye":"30s"}', 'ERR_OPTION'],
    ['a prototype', '{"by":"30s","__proto__":{}}', 'ERR_OPTION'],
    ['a missing field', '{}', 'ERR_OPTION'],
    ['a value of another kind', '{"by":true}', 'ERR_OPTION'],
    ['a deep value', `{"by":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'ERR_OPTION'],
  ] as const)('%s is answered 400', async ([, body, code]) => {
    const { call } = await openApi()
    const refused = await call('POST', '/clock/advance', { body })
    expect(refused).toMatchObject({ status: 400, body: { error: { code, message: expect.any(String) } } })
    expect(refused.body.error.message.length).toBeLessThan(300)
  })

  test.for([1024 * 1024 + 1, 5 * 1024 * 1024])('of %i bytes is answered 413', async (length) => {
    const { call } = await openApi()
    const refused = await call('POST', '/clock/advance', { body: Buffer.alloc(length, 0x20) })
    expect(refused).toMatchObject({ status: 413, body: { error: { code: 'ERR_TOO_LARGE' } } })
  })

  test('of 1 MiB is read', async () => {
    const { call } = await openApi()
    const body = '{"by":"1s"}'.padEnd(1024 * 1024)
    expect((await call('POST', '/clock/advance', { body })).status).toBe(200)
  })

  test('that never ends is cut off', async () => {
    const { control } = await openApi({ limits: { bodyBytes: 1024 } })
    const head = `POST /clients HTTP/1.1\r\nHost: ${new URL(control.url).host}\r\nAuthorization: Bearer ${control.token}\r\n`
    const answer = await exchange(control.url, `${head}Content-Length: 1000000\r\n\r\n${'x'.repeat(20_000)}`)
    expect(answer).toMatch(/^HTTP\/1\.1 413 [\s\S]*Connection: close[\s\S]*"ERR_TOO_LARGE"/)
  })
})

describe('what Node would answer without a body is answered in JSON', () => {
  test.for([
    ['no HTTP at all', 'hello\r\n\r\n', 400, 'ERR_REQUEST'],
    ['a head that breaks off', 'GET / HT', 400, 'ERR_REQUEST'],
    ['too long headers', `GET / HTTP/1.1\r\na: ${'b'.repeat(20_000)}\r\n\r\n`, 431, 'ERR_HEADERS_TOO_LARGE'],
    ['no Host', 'GET / HTTP/1.1\r\n\r\n', 403, 'ERR_FORBIDDEN'],
    ['a tunnel', 'CONNECT a.example:443 HTTP/1.1\r\nHost: a\r\n\r\n', 405, 'ERR_METHOD'],
    ['an expectation', 'GET / HTTP/1.1\r\nHost: a\r\nExpect: tea\r\n\r\n', 417, 'ERR_EXPECTATION'],
  ] as const)('%s', async ([, bytes, status, code]) => {
    const { control } = await openApi()
    const answer = await exchange(control.url, bytes)
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} [\\s\\S]*"code":"${code}"`))
    expect(answer).toMatch(/Content-Type: application\/json/)
  })
})

test('a query that is misspelled or out of range is answered 400', async () => {
  const { call } = await openApi()
  for (const query of ['wiat=5s', 'wait=-1', 'count=0', 'after=x', 'channelID=1', '__proto__=1']) {
    expect(await call('GET', `/pushes?${query}`), query).toMatchObject({ status: 400 })
  }
})

test('a close code that cannot be sent is answered 400', async () => {
  const { call } = await openApi()
  await call('POST', '/clients', { body: { name: 'phone' } })
  for (const body of [{ code: 1005 }, { code: 5000 }, { reason: 'é'.repeat(62) }, { code: '1000' }]) {
    expect((await call('POST', '/clients/phone/disconnect', { body })).status).toBe(400)
  }
})
