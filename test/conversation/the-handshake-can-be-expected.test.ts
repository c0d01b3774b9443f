import { Agent, createServer } from 'node:http'
import { connect } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { conversation, message, request, response } from '../../src/conversation/index.ts'
import { FixtureServer } from '../../src/core.ts'
import { ChatServer } from './chat-server.ts'

/** Refuses every upgrade. */
async function refusing(status: number): Promise<string> {
  const http = createServer()
  const server = await ChatServer.start(() => {}, { http })
  http.removeAllListeners('upgrade')
  http.on('upgrade', (_request, socket) => {
    socket.end(`HTTP/1.1 ${status} No\r\nRetry-After: 120\r\nContent-Length: 2\r\n\r\nno`)
  })
  return server.url
}

describe('a refused upgrade', () => {
  test('can be what is expected', async () => {
    const plan = conversation(await refusing(429))
      .withMessage(message({ text: 'never sent' }))
      .withResponse(response().optional())
    const result = await plan.withHandshake({ status: 429, headers: { 'Retry-After': /^\d+$/ } }).run()
    expect(result).toMatchObject({ ok: true, handshake: { status: 429, headers: { 'retry-after': '120' } } })
    expect(result.close).toBeUndefined()
  })

  test('is a failure otherwise, and says how it differs', async () => {
    const plan = conversation(await refusing(403)).withResponse(response())
    expect((await plan.run()).failure).toMatchObject({ phase: 'handshake', error: { details: { status: 403 } } })
    const result = await plan.withHandshake({ status: 401, headers: { 'retry-after': '1' } }).run()
    expect(result.failure?.error.message).toBe(
      'The answer to the handshake is another: expected status 401, got 403; header retry-after: expected "1", got "120".',
    )
    expect(result.pending).toHaveLength(1)
  })

  test('is missed when the server accepts', async () => {
    const server = await ChatServer.start()
    const result = await conversation(server.url).withHandshake({ status: 401 }).run()
    expect(result.failure?.error.message).toContain('expected status 401, got 101')
  })
})

test('a server that is not there', async () => {
  const server = await ChatServer.start()
  const { url } = server
  await server.close()
  const plan = conversation(url).withMessage(message({ text: 'x' }))
  const result = await plan.run()
  expect(result).toMatchObject({ ok: false, failure: { phase: 'connect', error: { code: 'ERR_CONNECT' } } })
  expect(result.unsent).toHaveLength(1)
  expect(result.explain()).toContain('ECONNREFUSED')
})

test('subprotocols, headers of the same name, and parameters behind an existing query', async () => {
  const http = createServer()
  const server = await ChatServer.start(() => {}, { http })
  http.removeAllListeners('upgrade')
  const seen: (string | string[] | undefined)[] = []
  const sockets = new WebSocketServer({ noServer: true, handleProtocols: () => 'chat.v2' })
  http.on('upgrade', (incoming, socket, head) => {
    seen.push(incoming.url, incoming.rawHeaders.filter((_, at, all) => all[at - 1] === 'X-A').join('|'))
    sockets.handleUpgrade(incoming, socket, head, () => {})
  })
  const plan = conversation(`${server.url}path?x=1`)
    .withParameter('q', 'a&b=c d')
    .withParameter('q', 2)
    .withParameter('room', '${room}')
    .withHeader('X-A', 'one')
    .withHeader('X-A', '${room}')
    .withProtocol('chat.v1')
    .withProtocol('chat.v2')
  const result = await plan.withHandshake({ protocol: 'chat.v2' }).run({ captures: { room: 'ü/1' } })
  expect(result).toMatchObject({ ok: true, handshake: { protocol: 'chat.v2' } })
  expect(seen).toEqual(['/path?x=1&q=a%26b%3Dc+d&q=2&room=%C3%BC%2F1', expect.stringMatching(/^one\|.*1$/)])
  const other = await plan.withHandshake({ protocol: 'chat.v1' }).run({ captures: { room: '1' } })
  expect(other.failure?.error.message).toContain('expected the subprotocol "chat.v1", got "chat.v2"')
})

test('TLS is verified unless it is said otherwise, for HTTP too', async () => {
  const fixture = await FixtureServer.start({ tls: true })
  onTestFinished(() => fixture.close())
  const plan = conversation(fixture.url.replace('wss:', 'WSS:')).withRequest(request(`${fixture.origin}/status`))
  expect((await plan.run()).failure).toMatchObject({ phase: 'connect', error: { code: 'ERR_CONNECT' } })
  const trusted = await plan.withTls({ ca: fixture.ca as string }).run()
  expect(trusted.explain()).toContain('is complete')
  expect(await plan.withTls({ rejectUnauthorized: false }).run()).toMatchObject({ ok: true })
})

test('an agent makes the connection, as a proxy needs it', async () => {
  const server = await ChatServer.start((peer) => peer.send({ a: 1 }))
  const { port } = new URL(server.url)
  class Detour extends Agent {
    override createConnection(): ReturnType<typeof connect> {
      return connect(Number(port), '127.0.0.1')
    }
  }
  const plan = conversation('ws://chat.example/').withResponse(response().withAttribute('a'))
  const result = await plan.withAgent(new Detour()).run()
  expect(result.explain()).toContain('is complete')
  expect(server.latest.request.headers.host).toBe('chat.example')
})

test.each(['', 'chat.example', 'http://chat.example', 7])('the URL %j is refused', (url) => {
  expect(() => conversation(url as string)).toThrow('Expected `url` to be a `ws:` or `wss:` URL')
})

test.each(['5 s', -1, Number.NaN])('the duration %j is refused', (duration) => {
  expect(() => conversation('ws://h').withTestTimeout(duration)).toThrow('Expected `test timeout` to be milliseconds')
})

test('what `ws` refuses is refused as misuse', async () => {
  await expect(conversation('ws://127.0.0.1:1/#x').run()).rejects.toMatchObject({ code: 'ERR_OPTION' })
  await expect(conversation('ws://127.0.0.1:1/').withHeader('x', 'a\nb').run()).rejects.toMatchObject({
    code: 'ERR_OPTION',
  })
})
