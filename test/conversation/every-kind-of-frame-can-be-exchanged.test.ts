import { expect, test } from 'vitest'
import { conversation, message, response } from '../../src/conversation/index.ts'
import { ChatServer } from './chat-server.ts'

test('text that is not JSON, binary messages, pings and pongs', async () => {
  const server = await ChatServer.start((peer) => {
    peer.socket.on('pong', (data) => peer.send(`ponged ${data}`))
    peer.socket.on('message', (data, isBinary) => {
      if (isBinary) peer.send(data as Buffer)
      if (String(data) === '{"torn": ') peer.send('{"torn": ')
    })
    peer.send(Buffer.from('{"a":1}'))
    peer.socket.ping('are you there')
  })
  const bytes = new Uint8Array([1, 2, 255])
  const result = await conversation(server.url)
    .withMessage(message().withBytes(bytes))
    .withMessage(message().withText('{"torn": '))
    .withMessage(message().withPing('me'))
    .withMessage(message().withPong('nobody asked'))
    .withMessage(message({ json: [1, 2] }))
    .withResponse(response().withKind('ping').withText('are you there'))
    .withResponse(response().withKind('pong').withText('me'))
    .withResponse(response().withKind('binary').withBytes(bytes))
    .withResponse(response().withKind('binary').withAttribute('a', 1))
    .withResponse(response().withText(/^.{9}$/))
    .withResponse(response().withText('ponged nobody asked'))
    .withResponse(response().withText('ponged are you there'))
    .strict()
    .run()
  expect(result.explain()).toContain('is complete')
  expect(server.latest.received.at(-1)).toBe('[1,2]')
  const binary = result.frames.find(({ kind, json }) => kind === 'binary' && json === undefined)
  expect(binary?.bytes).toEqual(bytes)
})

test('bytes that differ are told', async () => {
  const server = await ChatServer.start((peer) => {
    peer.send(Buffer.alloc(40))
    peer.socket.close()
  })
  const wanted = response()
    .withKind('binary')
    .withBytes(new Uint8Array([1]))
  const result = await conversation(server.url).withResponse(wanted).run()
  expect(result.explain()).toContain(`bytes: expected 01, got ${'00'.repeat(32)}... (40 bytes)`)
})

test.each([
  [1011, 'oops', { code: 1011 }, true],
  [4000, 'slow down', { code: 4000, reason: /slow/ }, true],
  [4000, 'slow down', {}, true],
  [4001, '', { code: 4000 }, false],
  [4000, 'x', { reason: 'y' }, false],
])('the server closes with %d "%s", expected is %j', async (code, reason, expected, ok) => {
  const server = await ChatServer.start((peer) => peer.socket.close(code, reason))
  const result = await conversation(server.url).withClose(expected).run()
  expect(result).toMatchObject({ ok, close: { code, reason } })
})

test('a connection that ends without Close is 1006', async () => {
  const server = await ChatServer.start((peer) => peer.socket.terminate())
  expect(await conversation(server.url).withClose({ code: 1006 }).run()).toMatchObject({ ok: true })
  const result = await conversation(server.url).withResponse(response()).run()
  expect(result.failure).toMatchObject({ phase: 'close', error: { code: 'ERR_CLOSED' } })
  expect(result.failure?.error.message).toBe(
    'The connection of client was closed with 1006 before 1 expected frames came.',
  )
})

test('a frame that is not WebSocket is told', async () => {
  const server = await ChatServer.start((peer) => peer.request.socket.write(Buffer.from([0xff, 0xff])))
  const result = await conversation(server.url).withResponse(response()).run()
  expect(result).toMatchObject({ ok: false, close: { code: 1006 } })
  expect(result.explain()).toContain('The WebSocket failed: WS_ERR')
})

test.each([
  { json: 1, text: 'x' },
  { attributes: {}, ping: '' },
])('a message has one content: %j', (options) => {
  expect(() => message(options)).toThrow('Expected one content of a message, got')
})
