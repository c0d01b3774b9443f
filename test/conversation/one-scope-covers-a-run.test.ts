import { once } from 'node:events'
import { createServer } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { conversation, message, request, response } from '../../src/conversation/index.ts'
import { Timing } from '../../src/deadline/index.ts'
import { answerJson, ChatServer } from './chat-server.ts'
import { talkOf } from './talk-of.ts'

const never = response().withAttribute('never')

describe('the limit of the whole', () => {
  test('covers connecting', async () => {
    const silent = createServer((socket) => socket.on('error', () => {}).resume())
    silent.listen(0, '127.0.0.1')
    await once(silent, 'listening')
    onTestFinished(() => void silent.close())
    const { port } = silent.address() as { port: number }
    const result = await conversation(`ws://127.0.0.1:${port}`)
      .withMessage(message({ text: 'hi' }))
      .withTestTimeout(50)
      .run()
    expect(result).toMatchObject({ ok: false, close: undefined, handshake: undefined, failure: { phase: 'test' } })
    expect(result.unsent).toHaveLength(1)
    expect(result.explain()).toContain('Waited 50ms for the conversation to complete.')
  })

  test('covers closing: a server that does not answer Close is cut off', async () => {
    const server = await ChatServer.start((peer) => {
      peer.send({ a: 1 })
      peer.socket.pause()
    })
    const plan = conversation(server.url).withResponse(response().withAttribute('a')).withTestTimeout('500ms')
    const result = await plan.run()
    expect(result).toMatchObject({ ok: true, close: { code: 1006 } })
  })

  test('covers HTTP, and cuts a request off', async () => {
    const server = await ChatServer.start(() => {}, { answer: () => {} })
    const result = await conversation(server.url).withRequest(request(server.origin)).withTestTimeout(80).run()
    expect(result).toMatchObject({ ok: false, failure: { phase: 'test' }, requests: [] })
    expect(result.unsent).toHaveLength(1)
    await server.quiet()
  })

  test('says what is pending', async () => {
    const server = await ChatServer.start((peer) => peer.send({ a: 1 }))
    const result = await conversation(server.url).withResponse(never).withTestTimeout(50).run()
    expect(result.explain()).toContain('response { never: anything }\n    nearest is #0 {"a":1}')
  })

  test('is scaled, as all limits are', async () => {
    const server = await ChatServer.start()
    const result = await conversation(server.url)
      .withResponse(never)
      .withResponseTimeout(10)
      .run({ timing: new Timing({ scale: 3 }) })
    expect(result.failure?.error.message).toBe('Waited 30ms for an expected frame.')
  })
})

test('a message that is not taken from us has a limit', async () => {
  const server = await ChatServer.start((peer) => peer.request.socket.pause())
  const result = await conversation(server.url)
    .withMessage(message().withBytes(new Uint8Array(64 * 1024 * 1024)))
    .withMessage(message().withText('behind it'))
    .withMessageTimeout(30)
    .run()
  expect(result).toMatchObject({ ok: false, failure: { phase: 'send', error: { code: 'ERR_TIMEOUT' } } })
  expect(result.unsent.map(String)).toEqual(['message of 67108864 bytes', 'message behind it'])
})

test('the limit of a response is not put off by noise', async () => {
  const server = await ChatServer.start((peer) => {
    const noise = setInterval(() => peer.send({ noise: true }), 5)
    peer.socket.on('close', () => clearInterval(noise))
  })
  const result = await conversation(server.url).withResponse(never).withResponseTimeout(100).run()
  expect(result).toMatchObject({ ok: false, failure: { phase: 'receive', error: { code: 'ERR_TIMEOUT' } } })
  expect(result.unexpected.length).toBeGreaterThan(1)
})

test('the limit of a response begins anew with each that is expected', async () => {
  const server = await ChatServer.start((peer) => {
    const ticks = setInterval(() => peer.send({ tick: true }), 100)
    peer.socket.on('close', () => clearInterval(ticks))
  })
  const plan = conversation(server.url).withResponse(response().withAttribute('tick').times(4))
  expect((await plan.withResponseTimeout(300).run()).explain()).toContain('is complete')
})

test('the limit of a response does not run while a trigger is delayed', async () => {
  const server = await ChatServer.start((peer) => {
    peer.send({ a: 1 })
    peer.onJson(() => peer.send({ b: 1 }))
  })
  const result = await conversation(server.url)
    .withResponse(
      response()
        .withAttribute('a')
        .withTrigger(message({ json: {} }).withDelay(300)),
    )
    .withResponse(response().withAttribute('b'))
    .withResponseTimeout(150)
    .run()
  expect(result.explain()).toContain('is complete')
})

test('an expectation can have a limit of its own', async () => {
  const server = await ChatServer.start()
  const result = await conversation(server.url).withResponse(never.withTimeout('20ms')).run()
  expect(result.failure?.error.message).toBe('Waited 20ms for response { never: anything }.')
})

test('the first failure ends everything else, and all of it has ended when the run returns', async () => {
  const seen: string[] = []
  const server = await ChatServer.start((peer) => peer.send({ a: 1 }), {
    answer: (_request, response) => answerJson(response, 500, { error: 'no' }),
  })
  const result = await conversation(server.url)
    .withResponse(
      response()
        .withAttribute('a')
        .withTrigger(
          ({ signal }) =>
            new Promise((resolve) => signal.addEventListener('abort', () => resolve(seen.push('aborted')))),
        ),
    )
    .withResponse(never)
    .withMessage(message({ json: {} }).withDelay('1m'))
    .withRequest(request(server.origin))
    .run()
  expect(result).toMatchObject({ ok: false, failure: { phase: 'request' } })
  expect(seen).toEqual(['aborted'])
  expect(result.explain()).toContain('expected 2xx, got 500: {"error":"no"}')
  await server.quiet()
  while (process.getActiveResourcesInfo().includes('Timeout')) await setImmediate()
})

test('a slow request does not hold up frames', async () => {
  let answer = (): void => {}
  const server = await ChatServer.start((peer) => peer.onJson(() => answer()), {
    answer: (_request, response) => {
      answer = () => answerJson(response, 200, {})
      server.latest.send({ a: 1 })
    },
  })
  const result = await conversation(server.url)
    .withRequest(request(server.origin))
    .withResponse(
      response()
        .withAttribute('a')
        .withTrigger(message({ json: { proceed: true } })),
    )
    .run()
  expect(result.explain()).toContain('is complete')
})

describe('nothing is called complete that was not done', () => {
  test('a message that cannot be JSON is refused before the run', () => {
    expect(() => message().withAttribute('a', 1n)).toThrow(expect.objectContaining({ code: 'ERR_OPTION' }))
    expect(() => message({ json: () => {} })).toThrow('Expected a message to be JSON, got a function.')
  })

  test('a request that got no answer', async () => {
    const server = await talkOf()
    const result = await conversation(server.url).withRequest(request('http://127.0.0.1:1/')).run()
    expect(result).toMatchObject({ ok: false, failure: { error: { code: 'ERR_NETWORK' } } })
    expect(result.unsent.map(String)).toEqual(['request GET http://127.0.0.1:1/'])
  })

  test('a trigger that failed', async () => {
    const server = await ChatServer.start((peer) => peer.send({ a: 1 }))
    const failing = response()
      .withAttribute('a')
      .withTrigger(() => {
        throw new Error('not today')
      })
      .withTrigger(message({ text: 'afterwards' }))
    const result = await conversation(server.url).withResponse(failing).run()
    expect(result).toMatchObject({ ok: false, pending: [], failure: { phase: 'trigger' } })
    expect(result.failedTriggers).toMatchObject([{ of: failing, error: { message: 'not today' } }])
    expect(result.unsent.map(String)).toEqual(['message afterwards'])
    expect(() => result.assertOk()).toThrow('not today')
  })
})

test('reading begins with the connection, and ends with it', async () => {
  const server = await ChatServer.start((peer) => {
    peer.send({ early: 1 })
    peer.socket.on('close', () => {})
    // `ws` sends these before it answers the client's Close.
    peer.onJson(() => peer.send({ a: 1 }, { late: 1 }, { later: 1 }))
  })
  const result = await conversation(server.url)
    .withMessage(message({ json: {} }))
    .withResponse(response().withAttribute('a'))
    .run()
  expect(result.frames.map(({ text }) => text)).toEqual(['{"early":1}', '{"a":1}', '{"late":1}', '{"later":1}', ''])
  expect(result.unexpected.map(({ index }) => index)).toEqual([0, 2, 3])
})

test('a caller can end it', async () => {
  const server = await ChatServer.start()
  const controller = new AbortController()
  const running = conversation(server.url).withResponse(never).run({ signal: controller.signal })
  running.catch(() => {})
  await once(server.http, 'upgrade')
  controller.abort()
  await expect(running).rejects.toMatchObject({ code: 'ERR_ABORTED' })
  await server.quiet()
  await expect(conversation(server.url).run({ signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: 'ERR_ABORTED',
  })
})

test('a frame that is too long closes the connection', async () => {
  const server = await ChatServer.start((peer) => peer.send('x'.repeat(101)))
  const result = await conversation({ url: server.url, responses: [never], limits: { frame: 100 } }).run()
  expect(result).toMatchObject({ ok: false, frames: [{ kind: 'close' }], failure: { error: { code: 'ERR_CLOSED' } } })
})

test('frames of more bytes than the limit end it, whatever they are', async () => {
  const server = await ChatServer.start((peer) => {
    peer.send('x'.repeat(400), Buffer.alloc(400))
    peer.socket.ping('x'.repeat(100))
    peer.socket.ping('x'.repeat(101))
  })
  const talk = { url: server.url, responses: [never] }
  const result = await conversation({ ...talk, limits: { bytes: 1000 } }).run()
  expect(result.failure?.error).toMatchObject({
    code: 'ERR_LIMIT',
    message: 'Frames of more than 1000 bytes came. Raise `limits.bytes`.',
  })
  expect(result.frames.filter(({ kind }) => kind !== 'close')).toHaveLength(3)
})

describe('the answer to a request', () => {
  const long = 1024 * 1024

  test('is read as a whole, unless it is longer than the limit', async () => {
    const server = await ChatServer.start(() => {}, { answer: (_request, response) => response.end('x'.repeat(long)) })
    const talk = { url: server.url, requests: [request(server.origin)] }
    const result = await conversation({ ...talk, limits: { body: long } }).run()
    expect(result.requests[0]?.body).toHaveLength(long)
    const refused = await conversation({ ...talk, limits: { body: long - 1 } }).run()
    expect(refused.failure?.error).toMatchObject({
      code: 'ERR_LIMIT',
      message: expect.stringMatching(
        /to have at most 1048575 bytes, got more\. Ask for less, or raise `limits\.body`\.$/,
      ),
    })
  })

  test('of an error, only the beginning is kept', async () => {
    const server = await ChatServer.start(() => {}, {
      answer: (_request, response) => response.writeHead(500).end('x'.repeat(long)),
    })
    const asked = conversation(server.url).withRequest(request(server.origin).withStatus(500))
    expect((await asked.run()).requests[0]?.body).toHaveLength(64 * 1024)
  })
})

test('frames beyond the limit end it', async () => {
  const server = await talkOf(1, 2, 3)
  const result = await conversation({
    url: server.url,
    responses: [{ attributes: { a: 1 } }],
    limits: { frames: 2 },
  }).run()
  expect(result.failure?.error).toMatchObject({ code: 'ERR_LIMIT' })
  expect(result.frames.length).toBeLessThanOrEqual(3)
})
