import { expect, test } from 'vitest'
import { conversation, message, response } from '../../src/conversation/index.ts'
import { ChatServer } from './chat-server.ts'

test('what is expected comes, what is to be sent is sent, and the connection is closed', async () => {
  const server = await ChatServer.start((peer) => {
    peer.onJson(({ type, n }) => {
      if (type === 'hello') peer.send({ type: 'welcome', user: { id: 7 } })
      if (type === 'next') peer.send({ type: 'bye', n })
    })
  })
  const welcome = response()
    .withAttribute('/type', 'welcome')
    .withCapture('user', '/user/id', Number)
    .withTrigger(message().withAttribute('type', 'next').withAttribute('n', '${user}'))
  const bye = response().withAttribute('/type', 'bye').withAttribute('n', 7)
  const result = await conversation(server.url)
    .withMessage(message().withAttribute('type', 'hello'))
    .withResponse(bye)
    .withResponse(welcome)
    .run()
  result.assertOk()
  const user: number = result.captures.user
  expect(user).toBe(7)
  expect(result).toMatchObject({ ok: true, pending: [], unsent: [], failedTriggers: [], unexpected: [] })
  expect(result.frames.map(({ kind, json }) => ({ kind, json }))).toMatchObject([
    { kind: 'text', json: { type: 'welcome' } },
    { kind: 'text', json: { type: 'bye' } },
    { kind: 'close', json: { code: 1000, reason: '' } },
  ])
  expect(result.matches.get(welcome)).toEqual([result.frames[0]])
  expect(result.matches.get(bye)).toEqual([result.frames[1]])
  expect(result.close).toEqual({ code: 1000, reason: '' })
  expect(result.handshake).toMatchObject({ status: 101, protocol: '' })
  await server.quiet()
})

test('a failure says what is pending, what came near, and what went over the wire', async () => {
  const server = await ChatServer.start((peer) => {
    peer.send({ type: 'other', body: { x: 1 } }, { type: 'welcome', body: { x: 2, data: 'secret' } }, 'plain')
    peer.socket.close(4000, 'enough')
  })
  const result = await conversation(server.url)
    .withName('alice')
    .withMessage(message().withAttribute('type', 'later').withDelay('5m'))
    .withResponse(
      response()
        .withAttribute('/type', 'welcome')
        .withAttribute('/body', { x: 1, y: [1] }),
    )
    .withResponse(response().withName('the first').withAttribute('/type', 'other'))
    .withResponse(response().withAttribute('/x').times(3))
    .run()
  expect(result.ok).toBe(false)
  expect(() => result.assertOk()).toThrow(expect.objectContaining({ code: 'ERR_CLOSED' }))
  expect(
    result
      .explain()
      .replace(/:\d{4,5}/g, ':PORT')
      .replace(/\d+\.\dms/g, '0.0ms'),
  ).toMatchInlineSnapshot(`
    "Expected the conversation of alice with ws://127.0.0.1:PORT to complete, got: The connection of alice was closed with 4000 "enough" before 4 expected frames came.
    Pending, 1 of 3 are met:
      response { /type: "welcome", /body: {"x": 1, "y": [1]} }
        nearest is #1 {"type":"welcome","body":{"x":2,"data":"…6"}}
          /body/x: expected 1, got 2
          /body/y: expected [1], got nothing
          /body/data: expected nothing, got "…6"
      response { /x: anything } (0 of 3)
        nearest is #1 {"type":"welcome","body":{"x":2,"data":"…6"}}
          /x: expected anything, got nothing
    Unsent:
      message {"type":"later"}
    Unexpected frames:
      #1 {"type":"welcome","body":{"x":2,"data":"…6"}}
      #2 plain
    Transcript, newest last:
                        alice                  server
         0.0ms            *                       |             open ws://127.0.0.1:PORT
         0.0ms            |<----------------------|             {"type":"other","body":{"x":1}}
         0.0ms            |<----------------------|             {"type":"welcome","body":{"x":2,"data":"…6"}}
         0.0ms            |<----------------------|             plain
         0.0ms            |<----------------------|             close 4000 enough"
  `)
})

test('a failure keeps secrets', async () => {
  const endpoint = `https://push.example/wpush/v2/${'gAAAAA'.repeat(10)}`
  const server = await ChatServer.start((peer) => peer.send({ data: 's3cret-payload', endpoint }))
  const plan = conversation(server.url).withResponse(response().withAttribute('data', 1).withAttribute('endpoint', 1))
  const result = await plan.strict().run()
  expect(result.failure?.phase).toBe('unexpected')
  expect(result.explain()).toContain('data: expected 1, got "…14"')
  expect(result.explain()).not.toMatch(/s3cret|gAAAAA/)
})
