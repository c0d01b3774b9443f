import { describe, expect, test } from 'vitest'
import { conversation, message, present, response, some } from '../../src/conversation/index.ts'
import { ChatServer } from './chat-server.ts'
import { talkOf } from './talk-of.ts'

const red = response().withAttribute('colour', 'red')
const any = response().withAttribute('colour')

test('a generic expectation does not steal the frame of a specific one, in either order', async () => {
  for (const plan of [
    conversation((await talkOf({ colour: 'red' }, { colour: 'blue' })).url)
      .withResponse(any)
      .withResponse(red),
    conversation((await talkOf({ colour: 'blue' }, { colour: 'red' })).url)
      .withResponse(red)
      .withResponse(any),
    conversation((await talkOf({ colour: 'red' }, { colour: 'blue' })).url)
      .withResponse(red)
      .withResponse(any),
  ]) {
    const result = await plan.run()
    expect(result.explain()).toContain('is complete')
    expect(result.matches.get(red)?.map(({ json }) => json)).toEqual([{ colour: 'red' }])
    expect(result.matches.get(any)?.map(({ json }) => json)).toEqual([{ colour: 'blue' }])
  }
})

test('a frame moves along a chain of expectations to make room', async () => {
  const oneOf = (...ids: number[]) => response().withAttribute('id', (id: number) => ids.includes(id))
  const server = await talkOf({ id: 1 }, { id: 2 }, { id: 3 })
  const plan = conversation(server.url).withResponse(oneOf(1, 2)).withResponse(oneOf(2, 3)).withResponse(oneOf(1))
  expect(await plan.run()).toHaveProperty('ok', true)
})

test('one frame counts once, also for the same expectation added twice', async () => {
  const once = await conversation((await talkOf({ colour: 'red' })).url)
    .withResponse(red)
    .withResponse(red)
    .run()
  expect(once).toMatchObject({ ok: false, pending: [red] })
  const twice = await conversation((await talkOf({ colour: 'red' }, { colour: 'red' })).url)
    .withResponse(red)
    .withResponse(red)
    .run()
  expect(twice.matches.get(red)).toEqual(twice.frames.slice(0, 2))
})

describe('a frame with which something was done stays', () => {
  const id = response().withAttribute('id').withAttribute('n').withCapture('id', '/id')

  test('while a capture that nobody has used moves with it', async () => {
    const server = await talkOf({ id: 1, n: 1 }, { id: 2, n: 2 })
    const one = response().withAttribute('id', 1)
    const result = await conversation(server.url).withResponse(one).withResponse(id).run()
    expect(result.captures.id).toBe(2)
    expect(result.ok).toBe(true)
  })

  test('when the capture was sent', async () => {
    const server = await ChatServer.start((peer) => {
      peer.send({ id: 1, n: 1 })
      peer.onJson(() => {
        // It would take the place of the first, which could move; but its capture is in use.
        peer.send({ id: 2, n: 2 })
        peer.socket.close()
      })
    })
    const result = await conversation(server.url)
      .withResponse(id.withTrigger(message().withAttribute('got', '${id}')))
      .withResponse(response().withAttribute('id', 1))
      .run()
    expect(server.latest.received).toEqual(['{"got":1}'])
    expect(result.ok).toBe(false)
    expect(result.captures.id).toBe(1)
    expect(result.explain()).toContain('it was taken by response { id: anything, n: anything, /id: anything }')
  })
})

describe('attributes', () => {
  test.each<[string, unknown[], unknown]>([
    ['body', [], { body: null }],
    ['body', [null], { body: null }],
    ['/a~1b/c~0d', [1], { 'a/b': { 'c~d': 1 } }],
    ['a/~2', [1], { a: { '*': 1 } }],
    ['items/1', ['b'], { items: ['a', 'b'] }],
    ['items/-1', ['b'], { items: ['a', 'b'] }],
    ['items//colour', ['red'], { items: [{ colour: 'blue' }, { colour: 'red' }] }],
    ['//colour', ['red'], [{ colour: 'red' }]],
    ['users/*/name', ['Bo'], { users: { x: { name: 'Al' }, y: { name: 'Bo' } } }],
    ['', [[1, { a: null }]], [1, { a: null }]],
    ['', [7], 7],
    ['a', [/^x/g], { a: 'xyz' }],
    ['a', [expect.stringContaining('y')], { a: 'xyz' }],
    ['a', [(value: number) => value > 1], { a: 2 }],
    ['a', [{ b: expect.any(Number), c: [/x/, present] }], { a: { b: 1, c: ['x', null] } }],
    ['items', [some({ colour: 'red', size: 2 })], { items: [{ colour: 'red', size: 2 }] }],
    ['items', [some({ 'parts/*': 3 })], { items: { x: { parts: [3] } } }],
  ])('%j, %j fit %j', async (path, value, frame) => {
    const expected = response().withAttribute(path, ...(value as [never]))
    expect(
      await conversation((await talkOf(frame)).url)
        .withResponse(expected)
        .run(),
    ).toHaveProperty('ok', true)
  })

  test.each<[string, unknown[], unknown, string]>([
    // A path does not go on through a scalar.
    ['message/anything', ['hello'], { message: 'hello' }, 'message/anything: expected "hello", got nothing'],
    ['a', [], 'text', 'a: expected anything, got "text", which is not JSON'],
    ['a', [], '"text"', 'a: expected anything, got nothing'],
    // Outside of an array is nothing, and no crash.
    ['items/-5', [], { items: [1, 2, 3] }, 'items/-5: expected anything, got nothing'],
    ['items/+1', [], { items: [1, 2, 3] }, 'items/+1: expected anything, got nothing'],
    ['items/length', [], { items: [1] }, 'items/length: expected anything, got nothing'],
    ['constructor', [], {}, 'constructor: expected anything, got nothing'],
    ['a', [null], {}, 'a: expected null, got nothing'],
    ['a', [1], { a: true }, 'a: expected 1, got true'],
    ['a', ['1'], { a: 1 }, 'a: expected "1", got 1'],
    ['a', [{ b: 1 }], { a: { b: 1, c: 2 } }, 'a/c: expected nothing, got 2'],
    ['a', [[1, 2]], { a: [2, 1] }, 'a/0: expected 1, got 2'],
    ['a', [/x/], { a: 1 }, 'a: expected /x/, got 1'],
    ['a', [(value: string) => value.startsWith('x')], { a: 1 }, 'for which it threw TypeError'],
    ['items/*', [3], { items: [1, 2] }, 'items/*: expected 3 among 2 values, got 1, 2'],
    ['data', ['other'], { data: 'secret' }, 'data: expected "other", got "…6"'],
    // Each has one of the two, none has both.
    [
      'items',
      [some({ colour: 'red', size: 2 })],
      { items: [{ colour: 'red' }, { size: 2 }] },
      'items: expected some {colour: "red", size: 2}',
    ],
  ])('%j, %j do not fit %j', async (path, value, frame, why) => {
    const expected = response().withAttribute(path, ...(value as [never]))
    const result = await conversation((await talkOf(frame)).url)
      .withResponse(expected)
      .run()
    expect(result.ok).toBe(false)
    expect(result.explain()).toContain(why)
  })

  test('several of one path are all required', async () => {
    const both = response().withAttribute('items/*', 1).withAttribute('items/*', 2)
    expect(
      await conversation((await talkOf({ items: [2, 1] })).url)
        .withResponse(both)
        .run(),
    ).toHaveProperty('ok', true)
    expect(
      await conversation((await talkOf({ items: [1] })).url)
        .withResponse(both)
        .run(),
    ).toHaveProperty('ok', false)
  })

  test('absence is not null', async () => {
    const without = response().withAttribute('a').withoutAttribute('b')
    expect(
      await conversation((await talkOf({ a: 1 })).url)
        .withResponse(without)
        .run(),
    ).toHaveProperty('ok', true)
    const result = await conversation((await talkOf({ a: 1, b: null })).url)
      .withResponse(without)
      .run()
    expect(result.explain()).toContain('b: expected nothing, got null')
  })

  test('undefined is refused, since it is a mistake', () => {
    expect(() => response().withAttribute('a', undefined as never)).toThrow('Expected a value to compare with')
    expect(() => response({ attributes: { a: undefined as never } })).toThrow('Expected a value to compare with')
  })
})
