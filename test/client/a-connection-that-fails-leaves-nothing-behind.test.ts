import { once } from 'node:events'
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { makeClient, politely, RawServer } from './raw-server.ts'

interface Peer {
  readonly url: string
  readonly sockets: Set<Socket>
}

async function listen(server: Server | HttpServer): Promise<Peer> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    // A socket that nobody reads does not notice its end.
    socket.resume()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`, sockets }
}

/** Accepts TCP connections and never says a word. */
function listenSilently(): Promise<Peer> {
  return listen(createServer())
}

async function expectNoSocket({ sockets }: Peer): Promise<void> {
  await Promise.all([...sockets].map((socket) => once(socket, 'close')))
  // A handle is gone a turn of the event loop after it was closed; one that leaks would keep this from ending.
  while (process.getActiveResourcesInfo().includes('TCPSocketWrap')) await setImmediate()
}

describe('when the service', () => {
  test('is not there', async () => {
    const server = createServer()
    const { url } = await listen(server)
    server.close()
    await once(server, 'close')
    const client = makeClient({ url })
    const { host } = new URL(url)
    await expect(client.connect()).rejects.toMatchObject({
      code: 'ERR_CONNECT',
      message: `Could not open a WebSocket to ws://${host}: ECONNREFUSED. Check the URL, and that the push service runs.`,
      details: { url: `ws://${host}`, systemCode: 'ECONNREFUSED' },
    })
    expect(client.isConnected).toBe(false)
  })

  test.each([404, 503, 301, 200])('answers with HTTP %d', async (status) => {
    const peer = await listen(
      createHttpServer().on('upgrade', (_request, socket) => {
        socket.end(`HTTP/1.1 ${status} No\r\nLocation: ws://127.0.0.1:1/\r\nContent-Length: 2\r\n\r\nno`)
      }),
    )
    const client = makeClient(peer)
    await expect(client.connect()).rejects.toMatchObject({
      code: 'ERR_CONNECT',
      message: expect.stringContaining(`: HTTP ${status}. Check`),
      details: { status },
    })
    await expectNoSocket(peer)
  })

  test('speaks something else', async () => {
    const peer = await listen(createServer((socket) => socket.end('SSH-2.0-x\r\n')))
    await expect(makeClient(peer).connect()).rejects.toMatchObject({ code: 'ERR_CONNECT' })
    await expectNoSocket(peer)
  })

  test('hangs up', async () => {
    const peer = await listen(createServer((socket) => socket.destroy()))
    await expect(makeClient(peer).connect()).rejects.toMatchObject({
      code: 'ERR_CONNECT',
      details: { systemCode: 'ECONNRESET' },
    })
  })

  test('is silent', async () => {
    const peer = await listenSilently()
    const client = makeClient(peer, { name: 'client 3' })
    await expect(client.connect({ timeout: 50 })).rejects.toMatchObject({
      code: 'ERR_TIMEOUT',
      message: `Waited 50ms for client 3 to connect to ${peer.url.slice(0, -1)}.`,
    })
    await expectNoSocket(peer)
  })

  test('speaks without TLS', async () => {
    const peer = await listen(createServer((socket) => socket.end('HTTP/1.1 400 Bad\r\n\r\n')))
    await expect(makeClient({ url: peer.url.replace('ws:', 'wss:') }).connect()).rejects.toMatchObject({
      code: 'ERR_CONNECT',
    })
  })
})

describe('when the caller gives up', () => {
  test('while it connects', async () => {
    const server = createServer()
    const peer = await listen(server)
    const controller = new AbortController()
    const connecting = makeClient(peer).connect({ signal: controller.signal })
    connecting.catch(() => {})
    await once(server, 'connection')
    controller.abort()
    await expect(connecting).rejects.toMatchObject({ code: 'ERR_ABORTED' })
    await expectNoSocket(peer)
  })

  test('before', async () => {
    const peer = await listenSilently()
    await expect(makeClient(peer).connect({ signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'ERR_ABORTED',
    })
    // An error event that nobody listens to would come now, and fail the run.
    await setImmediate()
    await expectNoSocket(peer)
  })

  test('by terminate or disconnect', async () => {
    const server = createServer()
    const peer = await listen(server)
    for (const end of ['terminate', 'disconnect'] as const) {
      const client = makeClient(peer)
      const connecting = client.connect()
      connecting.catch(() => {})
      await once(server, 'connection')
      await client[end]()
      await expect(connecting).rejects.toMatchObject({ code: 'ERR_CONNECT' })
    }
    await expectNoSocket(peer)
  })
})

describe('when it cannot be tried', () => {
  test.each(['', 'push.example', 'ftp://push.example', 'ws://push.example/#x'])('for the URL %j', async (url) => {
    await expect(makeClient({ url }).connect()).rejects.toMatchObject({
      code: 'ERR_OPTION',
      message: expect.stringContaining('Expected a `ws:` or `wss:` URL'),
    })
  })
  test('for a timeout that is none', async () => {
    const server = createServer()
    const peer = await listen(server)
    await expect(makeClient(peer).connect({ timeout: -1 })).rejects.toMatchObject({ code: 'ERR_OPTION' })
    expect(process.getActiveResourcesInfo()).not.toContain('TCPConnectWrap')
    expect(peer.sockets.size).toBe(0)
  })
  test('for a header that HTTP cannot carry', async () => {
    const peer = await listenSilently()
    await expect(makeClient(peer, { headers: { 'X-A': 'a\nb' } }).connect()).rejects.toMatchObject({
      code: 'ERR_OPTION',
    })
    expect(peer.sockets.size).toBe(0)
  })
})

test('afterwards the same client can connect', async () => {
  const peer = await listenSilently()
  const server = await RawServer.start()
  let { url } = peer
  const client = makeClient({ url }, {})
  Object.defineProperty(client, 'url', { get: () => url })
  await expect(client.connect({ timeout: 1 })).rejects.toMatchObject({ code: 'ERR_TIMEOUT' })
  ;({ url } = server)
  await client.connect()
  await expect(client.hello()).resolves.toMatchObject({ status: 200 })
})

test('a second connect does not open a second connection', async () => {
  const server = await RawServer.start()
  const client = makeClient(server)
  const [first, second] = await Promise.allSettled([client.connect(), client.connect()])
  expect(first.status).toBe('fulfilled')
  expect(second).toMatchObject({ status: 'rejected', reason: { code: 'ERR_STATE' } })
  await expect(client.connect()).rejects.toMatchObject({
    code: 'ERR_STATE',
    message: 'client is connected already, or about to be. Call `reconnect()`, or `disconnect()` first.',
  })
  await client.hello()
  expect(server.openSockets).toBe(1)
})

test('headers and subprotocols are offered', async () => {
  let seen: Record<string, unknown> = {}
  const server = await RawServer.start((frame, connection) => politely(frame, connection))
  const http = createHttpServer().on('upgrade', (request, socket) => {
    seen = request.headers
    socket.destroy()
  })
  const peer = await listen(http)
  await expect(
    makeClient(peer, { headers: { 'X-Test': 'yes' }, protocols: ['push-notification'] }).connect(),
  ).rejects.toMatchObject({ code: 'ERR_CONNECT' })
  expect(seen).toMatchObject({ 'x-test': 'yes', 'sec-websocket-protocol': 'push-notification' })
  expect(seen).not.toHaveProperty('sec-websocket-extensions')
  await server.quiet()
})
