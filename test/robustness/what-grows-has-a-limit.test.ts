import { randomUUID } from 'node:crypto'
import { on, once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
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

test.for([false, true])('a client that asks and does not read the answers is not read either, TLS: %s', async (tls) => {
  const count = 1000
  const server = await started({ tls, limits: { clientBufferBytes: 100_000, messages: 2 * count } })
  const socket = new WebSocket(server.url, tls ? { ca: server.ca } : {})
  onTestFinished(() => socket.terminate())
  await once(socket, 'open')
  socket.send(JSON.stringify({ messageType: 'hello', use_webpush: true, uaid: '' }))
  await once(socket, 'message')
  socket.pause()
  const broadcasts = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`${'b'.repeat(200)}${i}`, 'v']))
  const frame = JSON.stringify({ messageType: 'broadcast_subscribe', broadcasts })
  for (let sent = 0; sent < count; sent++) socket.send(frame)
  // As much as the sockets of the system hold, however long it has for it.
  await expect.poll(() => server.messages.length, { timeout: 20_000 }).toBeGreaterThan(10)
  await new Promise((resolve) => setTimeout(resolve, 1000))
  expect(server.messages.length).toBeLessThan(count)
  socket.resume()
  await expect.poll(() => server.messages.length, { timeout: 20_000 }).toBe(1 + count)
})

test.for([false, true])('a client that reads is answered, however little may wait for it, TLS: %s', async (tls) => {
  const server = await started({ tls, limits: { clientBufferBytes: 100 } })
  const socket = new WebSocket(server.url, tls ? { ca: server.ca } : {})
  onTestFinished(() => socket.terminate())
  let answers = 0
  socket.on('message', () => answers++)
  await once(socket, 'open')
  socket.send(JSON.stringify({ messageType: 'hello', use_webpush: true, uaid: '' }))
  for (let sent = 0; sent < 20; sent++)
    socket.send(JSON.stringify({ messageType: 'register', channelID: randomUUID() }))
  await expect.poll(() => answers).toBe(21)
})

test.for([
  ['bandwidth(1)', 'received'],
  ['bandwidth(1)', 'sent'],
  ['delay(d60)', 'sent'],
] as const)('a connection is reset when more than 16 MiB wait in %s for being %s', async ([pipe, direction]) => {
  const server = await started()
  server.ws.handle('/echo', (socket) => {
    socket.on('message', (data) => socket.send(data as Buffer))
  })
  server.ws.pipe(pipe, { direction })
  const socket = new WebSocket(new URL('/echo', server.url))
  onTestFinished(() => socket.terminate())
  await once(socket, 'open')
  for (let sent = 0; sent < 16; sent++) socket.send(Buffer.alloc(1024 * 1024))
  socket.ping()
  await once(socket, 'pong')
  socket.on('error', () => {})
  socket.send('x')
  expect((await once(socket, 'close'))[0]).toBe(1006)
})

test('bodies of refused pushes are forgotten above 64 KiB, and those that may be accepted are kept', async () => {
  const server = await started({ limits: { maxDataBytes: 100_000 } })
  const post = (bytes: number) => fetch(`${server.origin}/wpush/v1/x`, { method: 'POST', body: Buffer.alloc(bytes) })
  for (const bytes of [100_000, 100_001]) expect((await post(bytes)).status).toBe(404)
  const [kept, forgotten] = server.pushes
  expect(kept?.body).toHaveLength(100_000)
  expect(forgotten?.size).toBe(100_001)
  expect(() => forgotten?.body).toThrow(expect.objectContaining({ code: 'ERR_LIMIT' }))
  expect(JSON.stringify(forgotten)).toContain('"size":100001')
})

test('sockets of a handler count too, and their frames have a limit of their own', async () => {
  const server = await started({ limits: { maxConnections: 2 } })
  server.ws.handle('/chat', (socket) => {
    socket.on('message', (data) => socket.send(String((data as Buffer).length)))
  })
  const open = async (path: string) => {
    const socket = new WebSocket(new URL(path, server.url))
    onTestFinished(() => socket.terminate())
    await once(socket, 'open')
    return socket
  }
  const [chat] = [await open('/chat'), await open('/')]
  for (const path of ['/chat', '/']) await expect(open(path)).rejects.toThrow('503')
  chat?.send(Buffer.alloc(16 * 1024 * 1024))
  expect(String((await once(chat as WebSocket, 'message'))[0])).toBe(String(16 * 1024 * 1024))
  chat?.send(Buffer.alloc(16 * 1024 * 1024 + 1))
  expect((await once(chat as WebSocket, 'close'))[0]).toBe(1009)
})

test('a channel more than a user may have is refused, and those there are can be registered again', async () => {
  const server = await started({ limits: { channels: 2 } })
  const client = await greeted(server)
  const channelIDs = [randomUUID(), randomUUID(), randomUUID()] as const
  await client.register(channelIDs[0])
  await client.register(channelIDs[1])
  expect((await client.register(channelIDs[2])).status).toBe(500)
  expect((await client.register(channelIDs[0])).status).toBe(200)
  await client.unregister(channelIDs[1])
  expect((await client.register(channelIDs[2])).status).toBe(200)
})

test('for a user more than are remembered, the oldest that is not connected is forgotten', async () => {
  const server = await started({ limits: { users: 3 } })
  const subscribed = async () => {
    const client = await greeted(server)
    return { client, subscription: await client.subscribe() }
  }
  const users = [await subscribed(), await subscribed(), await subscribed()] as const
  for (const { client } of users.slice(1)) await client.disconnect()
  await subscribed()
  const applicationServer = await sender()
  const statuses: number[] = []
  for (const { subscription } of users) statuses.push((await applicationServer.send(subscription, 'x')).status)
  expect(statuses).toEqual([201, 410, 201])
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

test('a connection on which too many requests wait for their answers is ended', async () => {
  const server = await started({ http: { limits: { pipelined: 10 } } })
  server.http.handle('GET', '/never', () => new Promise(() => {}))
  const { hostname, port } = new URL(server.http.origin)
  const ask = (count: number) => {
    const socket = connect(Number(port), hostname)
    onTestFinished(() => void socket.destroy())
    socket.write('GET /never HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(count))
    return socket
  }
  const waiting = ask(10)
  await once(ask(11).resume(), 'close')
  expect(waiting.closed).toBe(false)
  // Those that were answered do not count.
  server.http.handle('GET', '/soon', () => 'x')
  const busy = connect(Number(port), hostname)
  onTestFinished(() => void busy.destroy())
  for (let count = 0; count < 30; count++) {
    busy.write('GET /soon HTTP/1.1\r\nHost: x\r\n\r\n')
    await once(busy, 'data')
  }
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
