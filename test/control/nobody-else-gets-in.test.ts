import { describe, expect, test } from 'vitest'
import { isLoopback } from '../../src/control/index.ts'
import { openApi } from './api.ts'

describe('token', () => {
  test.for([
    ['none', ''],
    ['another', 'Bearer wrong'],
    ['one that is longer', 'Bearer secretsecret'],
    ['one that is shorter', 'Bearer secre'],
    ['the right one in another scheme', 'Basic secret'],
    ['the right one and more', 'Bearer secret secret'],
    ['an empty one', 'Bearer '],
  ] as const)('%s is answered 401', async ([, authorization]) => {
    const { call } = await openApi({ token: 'secret' })
    const refused = await call('GET', '/status', { headers: { Authorization: authorization } })
    expect(refused).toMatchObject({ status: 401, body: { error: { code: 'ERR_UNAUTHORIZED' } } })
    expect(refused.headers['www-authenticate']).toBe('Bearer')
  })

  test('the right one passes, whatever the case of the scheme', async () => {
    const { call } = await openApi({ token: 'secret' })
    expect((await call('GET', '/status', { headers: { Authorization: 'bearer secret' } })).status).toBe(200)
  })

  test('a random one has 256 bits and is another for each server', async () => {
    const [one, other] = [await openApi(), await openApi()]
    expect(Buffer.from(one.control.token, 'base64url')).toHaveLength(32)
    expect(one.control.token).not.toBe(other.control.token)
  })

  test('one that no header can carry is refused at the start', async () => {
    await expect(openApi({ token: 'with space' })).rejects.toMatchObject({ code: 'ERR_OPTION' })
  })

  test('without it, nobody learns which paths there are', async () => {
    const { call } = await openApi()
    const headers = { Authorization: 'Bearer wrong' }
    expect((await call('GET', '/nowhere', { headers })).status).toBe(401)
  })
})

describe('Host', () => {
  test.for(['127.0.0.1', '127.1.2.3', 'localhost', 'LOCALHOST', '[::1]'])('%s is this server', async (name) => {
    const { call, control } = await openApi()
    const { port } = new URL(control.url)
    expect((await call('GET', '/status', { headers: { Host: `${name}:${port}` } })).status).toBe(200)
  })

  test.for(['evil.example', 'localhost.evil.example', '127.0.0.1.nip.io', '10.0.0.1', '[::2]', 'user@localhost', ''])(
    '%s is not',
    async (name) => {
      const { call, control } = await openApi()
      const { port } = new URL(control.url)
      const refused = await call('GET', '/status', { headers: { Host: `${name}:${port}` } })
      expect(refused).toMatchObject({ status: 403, body: { error: { code: 'ERR_FORBIDDEN' } } })
    },
  )

  test('another port is not', async () => {
    const { call } = await openApi()
    expect((await call('GET', '/status', { headers: { Host: 'localhost:1' } })).status).toBe(403)
    expect((await call('GET', '/status', { headers: { Host: 'localhost' } })).status).toBe(403)
  })

  test('is not looked at on a server that listens elsewhere', async () => {
    const { call } = await openApi({ host: '0.0.0.0' })
    expect((await call('GET', '/status', { headers: { Host: 'build-7.example:80' } })).status).toBe(200)
  })
})

describe('Origin', () => {
  test.for(['https://evil.example', 'null', 'http://localhost:1', ''])('%j is answered 403', async (origin) => {
    const { call } = await openApi()
    const refused = await call('GET', '/status', { headers: { Origin: origin } })
    expect(refused).toMatchObject({ status: 403, body: { error: { code: 'ERR_FORBIDDEN' } } })
  })

  test("the server's own passes", async () => {
    const { call, control } = await openApi()
    expect((await call('GET', '/status', { headers: { Origin: control.url } })).status).toBe(200)
  })

  test('no answer allows another origin to read it', async () => {
    const { call } = await openApi()
    const { headers } = await call('GET', '/status')
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  })
})

test.for([
  ['127.0.0.1', true],
  ['127.255.0.9', true],
  ['::1', true],
  ['localhost', true],
  ['0.0.0.0', false],
  ['::', false],
  ['192.168.0.1', false],
  ['localhost.example', false],
  ['', false],
] as const)('%s is loopback: %s', ([host, expected]) => {
  expect(isLoopback(host)).toBe(expected)
})
