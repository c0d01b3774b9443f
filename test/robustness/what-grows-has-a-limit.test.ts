import { randomUUID } from 'node:crypto'
import { on, once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { ApplicationServer } from '../../src/application-server/index.ts'
import { PushClient } from '../../src/client/index.ts'
import { FixtureServer, type FixtureServerOptions } from '../../src/fixture/index.ts'

async function started(options: FixtureServerOptions = {}): Promise<FixtureServer> {
  const server = await FixtureServer.start(options)
  onTestFinished(() => server.close())
  return server
}

async function greeted(server: FixtureServer): Promise<PushClient> {
  const client = new PushClient({ url: server.url })
  onTestFinished(() => client.disconnect())
  await client.connect()
  await client.hello()
  return client
}

async function sender(): Promise<ApplicationServer> {
  const applicationServer = new ApplicationServer()
  onTestFinished(() => applicationServer.close())
  return applicationServer
}

test('a frame of a client that is too long ends its session, and no other', async () => {
  const server = await started({ limits: { frameBytes: 1000 } })
  const [client, other] = [await greeted(server), await greeted(server)]
  await expect(client.register('x'.repeat(2000))).rejects.toMatchObject({ code: 'ERR_CLOSED' })
  await other.ping()
})

test('direct messages beyond what a client may leave unacknowledged are stored, and come after it acknowledged', async () => {
  const server = await started({ limits: { unackedMessages: 2 } })
  const client = await greeted(server)
  client.autoAck = false
  const subscription = await client.subscribe()
  const applicationServer = await sender()
  for (const text of ['1', '2', '3']) {
    expect((await applicationServer.send(subscription, text)).accepted).toBe(true)
  }
  const [first, second] = [await client.expectNotification(), await client.expectNotification()]
  expect([first.text(), second.text()]).toEqual(['1', '2'])
  await client.ping()
  expect(client.notifications).toHaveLength(0)
  client.ack(first)
  client.ack(second)
  expect((await client.expectNotification()).text()).toBe('3')
})

test('messages for a client that does not read are stored, and come when it does', async () => {
  const count = 40
  const server = await started({ limits: { clientBufferBytes: 100_000, maxDataBytes: 1_000_000, batchSize: 5 } })
  const socket = new WebSocket(server.url)
  onTestFinished(() => socket.terminate())
  const frames = on(socket, 'message')
  const say = (message: object): void => socket.send(JSON.stringify(message))
  const hear = async (): Promise<Record<string, unknown>> => JSON.parse(String((await frames.next()).value?.[0]))
  await once(socket, 'open')
  say({ messageType: 'hello', use_webpush: true, uaid: '' })
  await hear()
  say({ messageType: 'register', channelID: randomUUID() })
  const { pushEndpoint } = await hear()
  socket.pause()
  for (let sent = 0; sent < count; sent++) {
    const headers = { TTL: '60', 'Content-Encoding': 'aes128gcm' }
    const receipt = await fetch(String(pushEndpoint), { method: 'POST', headers, body: Buffer.alloc(900_000, sent) })
    expect(receipt.status).toBe(201)
  }
  socket.resume()
  say({ messageType: 'ping' })
  const direct: Record<string, unknown>[] = []
  for (let frame = await hear(); frame.messageType === 'notification'; frame = await hear()) direct.push(frame)
  // As many as the sockets of the system hold, and a little more.
  expect(direct.length).toBeLessThan(count)
  const versions = new Set(direct.map(({ version }) => version))
  say({ messageType: 'ack', updates: direct.map(({ channelID, version }) => ({ channelID, version })) })
  while (versions.size < count) {
    const { channelID, version } = await hear()
    versions.add(version)
    say({ messageType: 'ack', updates: [{ channelID, version }] })
  }
})

describe('on the HTTP side', () => {
  test.for([
    ['headers that are too long', { headerBytes: 2000 }, '/', { 'X-A': 'x'.repeat(3000) }, 431],
    [
      'too many headers',
      { headers: 10 },
      '/',
      Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`X-${i}`, 'x'])),
      431,
    ],
    ['a target that is too long', { targetLength: 100 }, `/${'x'.repeat(200)}`, {}, 414],
  ] as const)('%s', async ([, limits, path, headers, status]) => {
    const server = await started({ http: { limits } })
    const answer = await fetch(server.http.origin + path, { headers })
    expect(answer.status).toBe(status)
    expect((await fetch(`${server.http.origin}/`)).status).toBe(404)
  })
})

test('a receipt keeps 64 KiB of an endless answer', async () => {
  const server = createServer((_request, response) => response.writeHead(400).end('x'.repeat(1024 * 1024)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/wpush/x`
  const receipt = await (await sender()).send({ endpoint }, undefined)
  expect([receipt.status, receipt.body.length]).toEqual([400, 64 * 1024])
})
