import { describe, expect, test } from 'vitest'
import { conversation, message, response } from '../../src/conversation/index.ts'
import { FixtureServer } from '../../src/core.ts'
import { ChatServer } from './chat-server.ts'
import { talkOf } from './talk-of.ts'

const a = response().withAttribute('a')
const error = response().withAttribute('error')

describe('never', () => {
  test('while the rest is awaited', async () => {
    const server = await ChatServer.start((peer) => peer.send({ error: 1 }))
    const result = await conversation(server.url).withResponse(a).withResponse(error.never()).run()
    expect(result).toMatchObject({ ok: false, failure: { phase: 'unexpected', error: { code: 'ERR_UNEXPECTED' } } })
    expect(result.unexpected.map(({ index }) => index)).toEqual([0])
    expect(result.explain()).toContain('Expected no { error: anything }, got #0 {"error":1}.')
  })

  test('what is on its way when all is complete', async () => {
    const server = await ChatServer.start((peer) => peer.send({ a: 1 }, { error: 1 }))
    const plan = conversation(server.url).withResponse(a)
    expect(await plan.withResponse(error.never()).run()).toMatchObject({ ok: false })
    // Sent when the client has asked whether there is more.
    const later = await ChatServer.start((peer) => peer.socket.on('ping', () => peer.send({ error: 1 })))
    const result = await conversation(later.url)
      .withResponse(error.never({ within: '10s' }))
      .run()
    expect(result.ok).toBe(false)
  })

  test('passes after its time', async () => {
    const server = await talkOf()
    const silent = await ChatServer.start((peer) => peer.send({ a: 1 }))
    expect(
      await conversation(server.url)
        .withResponse(error.never({ within: '1m' }))
        .run(),
    ).toMatchObject({ ok: true })
    const plan = conversation(silent.url)
      .withResponse(a)
      .withResponse(error.never({ within: 20 }))
    expect(await plan.run()).toMatchObject({ ok: true })
  })

  test('on the clock of a fixture server no time needs to pass', async () => {
    const server = await FixtureServer.start()
    const result = await conversation(server.url)
      .withMessage(message({ json: { messageType: 'hello', use_webpush: true } }))
      .withResponse(response().withAttribute('messageType', 'hello'))
      .withResponse(response().withAttribute('messageType', 'notification').never({ within: '2m' }))
      .run({ clock: server.clock })
    await server.close()
    expect(result.explain()).toContain('is complete')
  })
})

test('no more frames after all that is expected', async () => {
  const more = await ChatServer.start((peer) => peer.send({ a: 1 }, { a: 2 }))
  const result = await conversation(more.url).withResponse(a).noMoreFrames().run()
  expect(result.explain()).toContain('Expected no more frames, got #1 {"a":2}.')
  const less = await ChatServer.start((peer) => peer.send({ noise: 1 }, { a: 1 }))
  expect(await conversation(less.url).withResponse(a).noMoreFrames({ within: 10 }).run()).toMatchObject({ ok: true })
})

test('strict takes no message that is not expected', async () => {
  const server = await ChatServer.start((peer) => peer.send('noise', { a: 1 }))
  const plan = conversation(server.url).withResponse(a)
  expect(await plan.run()).toMatchObject({ ok: true, unexpected: [{ text: 'noise' }] })
  const result = await plan.strict().run()
  expect(result.explain()).toContain('Expected nothing but the responses of the plan, got #0 noise.')
})

describe('counts', () => {
  const of = (id: number) => response().withAttribute('id', id)

  test('exactly', async () => {
    const plan = async (...ids: number[]) => conversation((await talkOf(...ids.map((id) => ({ id })))).url).strict()
    expect(await (await plan(1, 1)).withResponse(of(1).times(2)).run()).toMatchObject({ ok: true })
    const less = await (await plan(1)).withResponse(of(1).times(2)).run()
    expect(less.explain()).toContain('response { id: 1 } (1 of 2)')
    const more = await (await plan(1, 1, 1)).withResponse(of(1).times(2)).withClose().run()
    expect(more.explain()).toContain('got #2 {"id":1}')
  })

  test('at least, and optionally', async () => {
    const server = await talkOf({ id: 1 }, { id: 1 }, { id: 1 }, { id: 2 })
    const [many, maybe] = [of(1).atLeast(2), of(2).optional()]
    const plan = conversation(server.url).strict().withResponse(many).withResponse(maybe).withResponse(of(3).optional())
    const result = await plan.withClose().run()
    expect(result.explain()).toContain('is complete')
    expect(result.matches.get(many)).toHaveLength(3)
    expect(result.matches.get(maybe)).toHaveLength(1)
  })

  test.each([() => a.times(0), () => a.times(1.5), () => a.atLeast(-1), () => response({ times: 1, optional: true })])(
    'are whole numbers: %s',
    (count) => expect(count).toThrow(expect.objectContaining({ code: 'ERR_OPTION' })),
  )
})

describe('ordered', () => {
  const of = (id: number) => response().withAttribute('id', id)

  test('other frames may come between, but no expected one too early', async () => {
    const plan = (url: string) => conversation(url).ordered().withResponse(of(1)).withResponse(of(2))
    expect(await plan((await talkOf({ id: 1 }, { id: 9 }, { id: 2 })).url).run()).toMatchObject({ ok: true })
    const result = await plan((await talkOf({ id: 2 }, { id: 1 })).url).run()
    expect(result.pending.map(String)).toEqual(['response { id: 2 }'])
  })

  test('a repeated generic one leaves the specific one behind it its frame', async () => {
    const server = await talkOf({ id: 1 }, { id: 2 }, { id: 3 })
    const any = response().atLeast(1)
    const plan = conversation(server.url).ordered().strict().withResponse(any).withResponse(of(3)).withClose()
    const result = await plan.run()
    expect(result.explain()).toContain('is complete')
    expect(result.matches.get(any)).toHaveLength(2)
  })
})
