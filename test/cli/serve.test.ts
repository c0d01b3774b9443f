import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import webpush from 'web-push'
import { type Answer, ask, type Json, send } from '../control/api.ts'
import { serve, temporaryDirectory } from './command.ts'

// A process takes its time to start on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

test('the ready line says where everything is, and a backend makes a round trip', async () => {
  const { ready, process } = await serve()
  expect(ready).toEqual({
    url: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+\/$/),
    origin: ready.url.replace('ws:', 'http:').slice(0, -1),
    httpOrigin: expect.stringMatching(/^http:\/\/localhost:\d+$/),
    httpPorts: { http: [expect.any(Number), expect.any(Number)], https: [], ws: [Number(new URL(ready.url).port)] },
    controlUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    token: expect.stringMatching(/^[\w-]{43}$/),
    profile: 'ideal',
    pid: process.pid,
  })
  const headers = { Authorization: `Bearer ${ready.token}` }
  // The type of the answer is whatever the caller expects.
  const call = async (method: string, path: string): Promise<Json> =>
    (await fetch(`${ready.controlUrl}${path}`, { method, headers })).json()
  await call('POST', '/clients')
  const subscription = await call('POST', '/clients/client-1/subscriptions')
  expect(await send(subscription, 'hi', webpush.generateVAPIDKeys())).toBe(201)
  expect(await call('GET', '/clients/client-1/notifications?wait=5s')).toMatchObject({
    notifications: [{ text: 'hi' }],
  })
})

test('options are taken', async () => {
  const { ready } = await serve(['--profile', 'autopush', '--sender', 'apple', '--token', 'T', '--host', 'localhost'])
  expect(ready).toMatchObject({ profile: 'autopush', sender: 'apple', token: 'T' })
  expect(ready.origin).toMatch(/^http:\/\/localhost:\d+$/)
  const { body } = await ask(ready.controlUrl, 'T', 'GET', '/status')
  expect(body).toMatchObject({ profile: 'autopush', sender: 'apple', origin: ready.origin })
})

test('with TLS, the CA of the ready line and the one in the file verify the server', async () => {
  const { ready } = await serve(['--tls'])
  expect(ready.origin).toMatch(/^https:/)
  expect(readFileSync(String(ready.caFile), 'utf8')).toBe(ready.ca)
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>()
  request(`${ready.origin}/status`, { ca: ready.ca }, ({ statusCode }) => resolve(statusCode))
    .on('error', reject)
    .end()
  expect(await promise).toBe(200)
})

test('--root serves files, with pipes and handlers', async () => {
  const root = temporaryDirectory()
  writeFileSync(join(root, 'page.txt'), 'a page')
  writeFileSync(join(root, 'x.handler.ts'), 'export default (request: { method: string }) => [202, {}, request.method]')
  const { ready } = await serve(['--root', root])
  const page = await fetch(`${ready.httpOrigin}/page.txt?pipe=status(410)|slice(2)`)
  expect([page.status, await page.text()]).toEqual([410, 'page'])
  const handled = await fetch(`${ready.httpOrigin}/x.handler.ts`, { method: 'PUT' })
  expect([handled.status, await handled.text()]).toEqual([202, 'PUT'])
})

test('the ready file is the ready line, for its owner only', async () => {
  const path = join(temporaryDirectory(), 'ready.json')
  writeFileSync(path, 'of an earlier run')
  const { ready } = await serve(['--ready-file', path])
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(ready)
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

describe('an INI', () => {
  const ini = '[global]\ntarget = a\n[a]\nprovisioner = fixture-server\nprofile = dummy\ntls = true\n[fixture-server]\n'

  test('says what is served', async () => {
    const config = join(temporaryDirectory(), 'e2etest.ini')
    writeFileSync(config, ini)
    const { ready } = await serve(['--config', config])
    expect(ready).toMatchObject({ profile: 'dummy', ca: expect.any(String) })
  })

  test('says which files are served, and --root wins', async () => {
    const directory = temporaryDirectory()
    const [config, fromIni, fromOption] = ['e2etest.ini', 'ini', 'option'].map((name) => join(directory, name))
    for (const root of [fromIni, fromOption]) {
      mkdirSync(String(root))
      writeFileSync(join(String(root), 'a.txt'), String(root))
    }
    writeFileSync(String(config), `[fixture-server]\nroot = ${fromIni}\n`)
    const served = async (...args: string[]): Promise<string> => {
      const { ready } = await serve(['--config', String(config), ...args])
      return (await fetch(`${ready.httpOrigin}/a.txt`)).text()
    }
    expect([await served(), await served('--root', String(fromOption))]).toEqual([fromIni, fromOption])
  })

  test('gives way to options, and to the environment', async () => {
    const config = join(temporaryDirectory(), 'e2etest.ini')
    writeFileSync(config, ini)
    const { ready } = await serve(['--config', config, '--target', 'fixture-server', '--profile', 'autopush'])
    expect(ready.profile).toBe('autopush')
    expect(ready.ca).toBeUndefined()
    const other = await serve(['--config', config], { PUSHWRIGHT_TLS: 'false' })
    expect(other.ready.ca).toBeUndefined()
  })

  test.for(['quirks', 'behaviours'])('gives its %s', async (key) => {
    const config = join(temporaryDirectory(), 'e2etest.ini')
    writeFileSync(config, `[fixture-server]\n${key}[] = delete-always-204\n`)
    const { ready } = await serve(['--config', config])
    const call = (method: string, path: string): Promise<Answer> => ask(ready.controlUrl, ready.token, method, path)
    await call('POST', '/clients')
    const { body } = await call('POST', '/clients/client-1/subscriptions')
    await call('POST', '/clients/client-1/disconnect')
    const receipt = await fetch(body.endpoint, { method: 'POST', headers: { TTL: '60' } })
    const message = String(receipt.headers.get('location'))
    for (const status of [204, 204]) expect((await fetch(message, { method: 'DELETE' })).status).toBe(status)
  })
})

test('a variable for the token that is empty is none', async () => {
  const { ready } = await serve([], { PUSHWRIGHT_CONTROL_TOKEN: '' })
  expect(ready.token).toMatch(/^[\w-]{20,}$/)
})

test('the token can come from the environment, which other users cannot see', async () => {
  const { ready } = await serve([], { PUSHWRIGHT_CONTROL_TOKEN: 'a-token-of-nobody' })
  expect(ready.token).toBe('a-token-of-nobody')
})
