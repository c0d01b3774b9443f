import { describe, expect, onTestFinished, test } from 'vitest'
import {
  closeWith,
  conversation,
  message,
  request,
  response,
  sendPush,
  type TriggerContext,
} from '../../src/conversation/index.ts'
import { ApplicationServer, FixtureServer } from '../../src/core.ts'
import { answerJson, ChatServer } from './chat-server.ts'

const a = response().withAttribute('a')

/** Sends `{ a: 1 }`, and echoes what comes. */
function echo(): Promise<ChatServer> {
  return ChatServer.start(
    (peer) => {
      peer.send({ a: 1 })
      peer.onJson((json) => peer.send({ echo: json }))
    },
    {
      answer: (incoming, response, body) =>
        answerJson(response, 201, { method: incoming.method, url: incoming.url, headers: incoming.headers, body }),
    },
  )
}

test('messages in their order, each when the one before is sent', async () => {
  const server = await echo()
  const result = await conversation(server.url)
    .withResponse(
      a
        .withTrigger(message({ json: 1 }).withDelay(40))
        .withTrigger(message({ json: 2 }))
        .withTrigger(message({ json: 3 }).withDelay(30)),
    )
    .withResponse(response().withAttribute('echo').times(3))
    .ordered()
    .run()
  expect(result.explain()).toContain('is complete')
  expect(server.latest.received).toEqual(['1', '2', '3'])
})

test('all at once if wanted', async () => {
  const server = await echo()
  const triggers = a.withTrigger(message({ json: 'slow' }).withDelay(30)).withTrigger(message({ json: 'quick' }))
  const plan = conversation(server.url).withResponse(triggers.withParallelTriggers())
  expect(await plan.run()).toMatchObject({ ok: true })
  expect(server.latest.received).toEqual(['"quick"', '"slow"'])
})

test('once for each frame of a response that comes several times', async () => {
  const server = await ChatServer.start((peer) => peer.send({ n: 1 }, { n: 2 }))
  const each = response().withAttribute('n').times(2).withTrigger(message().withAttribute('n', '${/n}'))
  expect(await conversation(server.url).withResponse(each).run()).toMatchObject({ ok: true })
  expect(server.latest.received).toEqual(['{"n":1}', '{"n":2}'])
})

test('HTTP requests, whose answers are checked, captured and followed by triggers', async () => {
  const server = await echo()
  const create = request(`${server.origin}/rooms/\${a}`, 'post')
    .withParameter('q', '${a}')
    .withHeader('X-A', 'is ${a}')
    .withBody({ deep: [{ a: '${a}' }] })
    .withStatus(201)
    .withAnswer('url', '/rooms/1?q=1')
    .withCapture('agent', 'headers/x-a')
    .withTrigger(message({ json: { agent: '${agent}', url: '${/url}' } }))
  const result = await conversation(server.url)
    .withResponse(a.withCapture('a', 'a').withTrigger(create))
    .withResponse(response().withAttribute('echo/agent', 'is 1'))
    .run()
  expect(result.explain()).toContain('is complete')
  expect(result.requests).toMatchObject([{ status: 201, json: { method: 'POST', body: '{"deep":[{"a":1}]}' } }])
  expect(server.latest.received).toEqual(['{"agent":"is 1","url":"/rooms/1?q=1"}'])
  expect(result.requests[0]?.json).toHaveProperty('headers.content-type', 'application/json')
})

test('an answer that is not as expected fails the run', async () => {
  const server = await echo()
  const wrong = request(server.origin).withStatus(200).withAnswer('method', 'PUT').withAnswer('nothing')
  const result = await conversation(server.url).withResponse(a.withTrigger(wrong)).run()
  expect(result).toMatchObject({ ok: false, failure: { phase: 'trigger' } })
  const [failed] = result.failedTriggers
  expect(String(failed?.error)).toMatch(
    /status: expected 200, got 201: .*; method: expected "PUT", got "GET"; nothing:/,
  )
})

test('a push', async () => {
  const server = await FixtureServer.start()
  const applicationServer = new ApplicationServer()
  onTestFinished(async () => {
    await applicationServer.close()
    await server.close()
  })
  const channelID = '11111111-2222-4333-8444-555555555555'
  const plan = (ttl: number) =>
    conversation(server.url)
      .withMessage(message({ json: { messageType: 'hello', use_webpush: true } }))
      .withMessage(message({ json: { messageType: 'register', channelID } }))
      .withResponse(
        response()
          .withAttribute('messageType', 'register')
          .withCapture('endpoint', 'pushEndpoint', String)
          .withTrigger(sendPush(applicationServer, { endpoint: '${endpoint}' }, undefined, { ttl })),
      )
  const notification = response().withAttribute('messageType', 'notification').withAttribute('channelID', channelID)
  const result = await plan(60).withResponse(notification).run()
  expect(result.explain()).toContain('is complete')
  const endpoint: string = result.captures.endpoint
  expect(endpoint).toMatch(/^http:/)
  const refused = await plan(-1).run()
  expect(refused.failedTriggers.map(({ error }) => String(error))).toEqual([
    expect.stringContaining('The push service refused the push: status 400.'),
  ])
})

test('a close', async () => {
  const server = await echo()
  const plan = conversation(server.url).withResponse(a.withTrigger(closeWith(4001, 'enough')))
  expect(await plan.withClose({ code: 4001 }).run()).toMatchObject({ ok: true, close: { code: 4001 } })
  const result = await plan.withResponse(response().withAttribute('b')).run()
  expect(result.failure).toMatchObject({ phase: 'close' })
})

test('a function, which gets the frame and the captures and can send', async () => {
  const server = await echo()
  const contexts: TriggerContext[] = []
  const result = await conversation(server.url)
    .withResponse(
      a.withCapture('x', 'a').withTrigger(async (context) => {
        contexts.push(context)
        await context.send(message({ json: { sent: '${x}' } }))
      }),
    )
    .withResponse(response().withAttribute('echo/sent', 1))
    .run()
  expect(result.explain()).toContain('is complete')
  expect(contexts).toMatchObject([{ json: { a: 1 }, captures: { x: 1 }, frame: { index: 0 } }])
})

test('a function need not wait for what it sends, but the run does', async () => {
  const server = await echo()
  const plan = (text: string) =>
    conversation(server.url).withResponse(
      a.withTrigger(({ send }) => {
        void send(message({ json: { text } }))
      }),
    )
  expect(await plan('x').run()).toMatchObject({ ok: true })
  expect(server.latest.received).toEqual(['{"text":"x"}'])
  const result = await plan('${nobody}').run()
  expect(result).toMatchObject({ ok: false, failure: { phase: 'trigger', error: { code: 'ERR_OPTION' } } })
})

describe('another conversation', () => {
  test('which has the captures, and is awaited', async () => {
    const server = await echo()
    const child = conversation(server.url)
      .withName('child')
      .withMessage(message({ json: { x: '${x}' } }))
      .withResponse(response().withAttribute('echo/x', 1))
    const result = await conversation(server.url).withResponse(a.withCapture('x', 'a').withTrigger(child)).run()
    expect(result.explain()).toContain('is complete')
    expect(result.started).toMatchObject([{ ok: true, name: 'child' }])
  })

  test('when the connection was closed, which is how to reconnect', async () => {
    let connections = 0
    const server = await ChatServer.start((peer) => {
      connections++
      if (connections === 1) peer.socket.close(1012)
      else peer.send({ a: 1 })
    })
    const again = conversation(server.url).withResponse(a)
    const restart = response().withKind('close').withAttribute('code', 1012).withTrigger(again)
    const result = await conversation(server.url).withResponse(restart).run()
    expect(result.explain()).toContain('is complete')
    expect(connections).toBe(2)
  })

  test('whose failure fails the run', async () => {
    const server = await echo()
    const child = conversation(server.url).withName('child').withResponse(response().withAttribute('b'))
    const result = await conversation(server.url)
      .withResponse(a.withTrigger(child.withResponseTimeout(20)))
      .run()
    expect(result).toMatchObject({ ok: false, failure: { phase: 'trigger' } })
    expect(result.explain()).toContain('Expected the conversation of child')
  })
})
