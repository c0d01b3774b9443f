import { expect, test } from 'vitest'
import { barrier, conversation, message, request, response, some } from '../../src/conversation/index.ts'
import { answerJson, ChatServer } from './chat-server.ts'

const echo = (): Promise<ChatServer> => ChatServer.start((peer) => peer.onJson((json) => peer.send({ you: json })))

test('many times at once, and each run has captures of its own', async () => {
  let connections = 0
  const counting = await ChatServer.start((peer) => {
    const n = connections++
    peer.onJson((said) => peer.send(said.n === undefined ? { n } : { echo: said.n }))
  })
  const sent = message().withAttribute('n', '${n}')
  const plan = conversation(counting.url)
    .withMessage(message({ json: {} }))
    .withResponse(response().withAttribute('n').withCapture('n', 'n').withTrigger(sent))
    .withResponse(response().withCapture('echo', 'echo'))
  const results = await Promise.all(Array.from({ length: 20 }, () => plan.run()))
  expect(results.every(({ ok }) => ok)).toBe(true)
  expect(results.map(({ captures }) => captures.n).sort((a, b) => Number(a) - Number(b))).toEqual([...Array(20).keys()])
  for (const { captures } of results) expect(captures.echo).toBe(captures.n)
  expect(String(sent)).toBe('message {"n":"${n}"}')
})

test('since no method changes what it is called on', async () => {
  const server = await echo()
  const base = conversation(server.url).withMessage(message({ json: { a: 1 } }))
  const reply = response()
  const strictest = base.withResponse(reply).strict().ordered().withTestTimeout(1).withHeader('x', 'y')
  reply.withAttribute('never')
  message().withAttribute('b', 2)
  expect(strictest).not.toBe(base)
  expect(await base.withResponse(reply).run()).toMatchObject({ ok: true })
})

test('since later changes of what it was given have no effect', async () => {
  const server = await echo()
  const sent = { list: [1] }
  const expected = { list: [1] }
  const plan = conversation(server.url)
    .withMessage(message().withAttribute('sent', sent))
    .withResponse(response().withAttribute('you/sent', expected))
  sent.list.push(2)
  expected.list.push(3)
  expect(await plan.run()).toMatchObject({ ok: true })
})

test('and can be written as a plain object', async () => {
  const server = await ChatServer.start(
    (peer) => {
      peer.onJson(() => {
        peer.send({ type: 'a', items: [{ x: 1, y: 2 }] }, 'text', { type: 'b' }, { type: 'b' })
        peer.socket.close(1000)
      })
    },
    { answer: (incoming, response) => answerJson(response, 201, { seen: incoming.headers.x }) },
  )
  const open = barrier('open')
  const fluent = conversation(server.url)
    .withName('bob')
    .withParameter('p', 'a b')
    .withHeader('h', '1')
    .withMessage(message().withAttribute('hello', 1).withDelay('1ms'))
    .withBarrier(open)
    .withResponse(
      response()
        .withAttribute('type', 'a')
        .withAttribute('items', some({ x: 1, y: 2 }))
        .withCapture('t', 'type'),
    )
    .withResponse(response().withText(/^te/))
    .withResponse(response().withAttribute('type', 'b').withoutAttribute('c').times(2))
    .withRequest(request(server.origin, 'put').withHeader('x', 'y').withStatus(201).withCapture('seen', 'seen'))
    .ordered()
    .strict()
    .noMoreFrames()
    .withClose({ code: 1000 })
    .withTestTimeout('5s')
  const plain = conversation({
    url: server.url,
    name: 'bob',
    parameters: { p: 'a b' },
    headers: { h: '1' },
    messages: [{ attributes: { hello: 1 }, delay: '1ms' }, open],
    responses: [
      { attributes: { type: 'a', items: some({ x: 1, y: 2 }) }, captures: { t: 'type' } },
      { text: /^te/ },
      { attributes: { type: 'b' }, absent: ['c'], times: 2 },
    ],
    requests: [{ url: server.origin, method: 'PUT', headers: { x: 'y' }, status: 201, captures: { seen: 'seen' } }],
    order: 'ordered',
    strict: true,
    noMoreFrames: {},
    close: { code: 1000 },
    timeouts: { test: '5s' },
  })
  const [one, other] = [await fluent.run(), await plain.run()]
  for (const result of [one, other]) {
    expect(result.explain()).toContain('is complete')
    expect(result.captures).toEqual({ t: 'a', seen: 'y' })
    expect(result.requests).toMatchObject([{ status: 201, json: { seen: 'y' } }])
  }
  expect([...other.matches.keys()].map(String)).toEqual([...one.matches.keys()].map(String))
  expect(server.peers.map(({ request }) => [request.url, request.headers.h])).toEqual([
    ['/?p=a+b', '1'],
    ['/?p=a+b', '1'],
  ])
})
