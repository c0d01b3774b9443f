import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { ApplicationServer } from '../../src/application-server/index.ts'
import { PushClient } from '../../src/client/index.ts'
import { ControlServer } from '../../src/control/index.ts'
import { FixtureServer } from '../../src/fixture/index.ts'

const lastSegment = (url: string): string => new URL(url).pathname.split('/').at(-1) as string

test('neither of a receipt, a prepared message nor the control API, and code can read them', async () => {
  const server = await FixtureServer.start()
  onTestFinished(() => server.close())
  const client = new PushClient({ url: server.url })
  onTestFinished(() => client.disconnect())
  await client.connect()
  await client.hello()
  const subscription = await client.subscribe()
  const sender = new ApplicationServer()
  onTestFinished(() => sender.close())
  const control = await ControlServer.start({ server })
  onTestFinished(() => control.close())
  const prepared = await sender.prepare(subscription, 'hello')
  const receipt = await sender.post(prepared)
  expect(receipt.status).toBe(201)
  const secrets = [
    lastSegment(receipt.location as string),
    lastSegment(prepared.endpoint),
    (prepared.headers.Authorization as string).split('.')[2] as string,
    control.token,
  ]
  const shown = inspect({ receipt, prepared, control }, { depth: 9 })
  for (const secret of secrets) {
    expect(secret.length).toBeGreaterThan(20)
    expect(shown).not.toContain(secret)
  }
  expect(shown).toContain('status: 201')
  expect({ ...receipt }).toEqual(receipt)
})

test.each([
  ['a quoted challenge', { 'WWW-Authenticate': 'Bearer realm="push"' }, ''],
  ['an endpoint in JSON', {}, '{"url":"https://x/wpush/v2/abc"}'],
  ['a token in quotes', {}, '"Bearer x"\nauth:\naaaaaaaaaaaaaaaaaaaaaaaa'],
] as const)('nor is the console ever lost for words: %s', async (_what, headers, body) => {
  const server = createServer((_request, response) => response.writeHead(401, headers).end(body)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const sender = new ApplicationServer()
  onTestFinished(() => sender.close())
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/x`
  const shown = inspect(await sender.send({ endpoint }, undefined))
  expect(shown).toContain('status: 401')
  expect(shown).not.toMatch(/abc|a{24}/)
})

test.each(['ws://me:canary@host:99999/', 'ws://me:canary@ho st/', 'http://me:canary@host/#x'])(
  'nor of a URL that cannot be used: %s',
  async (url) => {
    const error = await new PushClient({ url }).connect().catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'ERR_OPTION' })
    expect(inspect(error, { depth: 9 })).not.toContain('canary')
  },
)
