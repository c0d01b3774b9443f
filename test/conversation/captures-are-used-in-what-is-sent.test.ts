import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { conversation, message, request, response } from '../../src/conversation/index.ts'
import { compileTemplate, compileText, compileUrl } from '../../src/conversation/template.ts'
import { answerJson, ChatServer } from './chat-server.ts'

const scope = (values: Record<string, unknown>) => ({ read: (name: string) => values[name] })

describe('a placeholder', () => {
  test.each<[unknown, unknown]>([
    ['${n}', 7],
    ['${o}', { a: [1] }],
    ['${nil}', null],
    ['n is ${n}, o is ${o}, ${s}', 'n is 7, o is {"a":[1]}, text'],
    ['${s}${s}', 'texttext'],
    [{ deep: [{ n: '${n}' }, '${s}!'] }, { deep: [{ n: 7 }, 'text!'] }],
    ['$${n} is $${s}', '${n} is ${s}'],
    ['${dollar}', '${n}'],
    ['$n {n} $', '$n {n} $'],
    [{ '${n}': 1 }, { '${n}': 1 }],
  ])('%j becomes %j', (template, filled) => {
    const values = { n: 7, o: { a: [1] }, s: 'text', nil: null, dollar: '${n}' }
    expect(compileTemplate(template).fill(scope(values))).toEqual(filled)
  })

  test('in a URL is encoded, unless the URL begins with it', () => {
    const values = { base: 'https://h/a', id: 'x/y?z' }
    expect(compileUrl('${base}/${id}?q=${id}').fill(scope(values))).toBe('https://h/a/x%2Fy%3Fz?q=x%2Fy%3Fz')
  })

  test('JSON without any stays as it is', () => {
    fc.assert(
      fc.property(
        fc.jsonValue().filter((value) => !JSON.stringify(value).includes('${')),
        (value) => {
          const template = compileTemplate(value)
          expect(template.names).toEqual([])
          expect(template.fill(scope({}))).toEqual(value)
        },
      ),
    )
  })

  test('any text can be written with an escape, and any value can be inserted', () => {
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), (text, value) => {
        // A dollar before the escape would be part of it.
        const escaped = text.replaceAll('$', '').replaceAll('{', () => '$${')
        const plain = escaped.replaceAll('$${', () => '${')
        expect(compileText(`${escaped}\${v}`).fill(scope({ v: 'inserted' }))).toBe(`${plain}inserted`)
        expect(compileTemplate('${v}').fill(scope({ v: value }))).toBe(value)
      }),
    )
  })
})

test('messages wait for what they need, and templates are not changed by it', async () => {
  let users = 0
  const server = await ChatServer.start((peer) => {
    const user = ++users
    peer.onJson((json) => {
      if (json.type === 'hello') peer.send({ type: 'welcome', user: { id: user } })
      else peer.send({ type: 'echo', json })
    })
  })
  const use = message({ json: { type: 'say', to: ['${user}'], text: 'I am ${user}, not $${user}' } })
  const plan = conversation(server.url)
    .withMessage(message({ json: { type: 'hello' } }))
    .withMessage(use)
    .withResponse(response().withAttribute('type', 'welcome').withCapture('user', 'user/id'))
    .withResponse(response().withAttribute('type', 'echo').withCapture('said', 'json'))
  for (const id of [1, 2]) {
    const result = await plan.run()
    expect(result.captures.said).toEqual({ type: 'say', to: [id], text: `I am ${id}, not \${user}` })
  }
  expect(String(use)).toContain('${user}')
})

test('a message shared by two triggers has the values of each frame', async () => {
  const server = await ChatServer.start((peer) => peer.send({ from: 'a' }, { from: 'b' }))
  const reply = message({ json: { to: '${from}' } })
  const of = (from: string) => response().withAttribute('from', from).withTrigger(reply)
  expect(await conversation(server.url).withResponse(of('b')).withResponse(of('a')).run()).toMatchObject({ ok: true })
  expect(server.latest.received).toEqual(['{"to":"a"}', '{"to":"b"}'])
})

test('null is a value', async () => {
  const server = await ChatServer.start((peer) => peer.send({ x: null }))
  const plan = conversation(server.url).withResponse(
    response()
      .withCapture('x', 'x')
      .withTrigger(message({ json: { x: '${x}', text: 'is ${x}' } })),
  )
  expect(await plan.run()).toMatchObject({ ok: true, captures: { x: null } })
  expect(server.latest.received).toEqual(['{"x":null,"text":"is null"}'])
})

test('a request captures what a message uses', async () => {
  const server = await ChatServer.start((peer) => peer.onJson(({ token }) => peer.send({ token })), {
    answer: (_request, response) => answerJson(response, 200, { token: 't-1' }),
  })
  const result = await conversation(server.url)
    .withRequest(request(server.origin).withCapture('token', 'token'))
    .withMessage(message({ json: { token: '${token}' } }))
    .withResponse(response().withAttribute('token', 't-1'))
    .run()
  expect(result.explain()).toContain('is complete')
})

describe('a value that there will never be is an error', () => {
  const mistake = { code: 'ERR_OPTION', message: expect.stringContaining('Expected `${user}` to be captured') }

  test.each([
    conversation('ws://127.0.0.1:1/').withMessage(message({ text: 'I am ${user}' })),
    conversation('ws://127.0.0.1:1/').withRequest(request('http://h/${user}')),
    conversation('ws://127.0.0.1:1/${user}'),
    conversation('ws://127.0.0.1:1/').withParameter('user', '${user}'),
    conversation('ws://127.0.0.1:1/').withHeader('X', '${user}'),
  ])('before anything is sent: %#', async (plan) => {
    await expect(plan.run()).rejects.toMatchObject(mistake)
  })

  test('in a trigger, whose frame does not have it', async () => {
    const server = await ChatServer.start((peer) => peer.send({ a: 1 }))
    const result = await conversation(server.url)
      .withResponse(response().withTrigger(message({ json: { x: '${user}' } })))
      .run()
    expect(result.failedTriggers).toMatchObject([{ error: mistake }])
    expect(server.latest.received).toEqual([])
  })

  test('unless the caller gives it', async () => {
    const server = await ChatServer.start()
    const plan = conversation(server.url).withMessage(message({ text: 'I am ${user}' }))
    expect(await plan.run({ captures: { user: 'Al' } })).toMatchObject({ ok: true, captures: { user: 'Al' } })
    expect(server.latest.received).toEqual(['I am Al'])
  })
})

test('a capture that cannot be read fails the run', async () => {
  const server = await ChatServer.start((peer) => peer.send({ date: 'x' }))
  const toIso = (value: unknown): string => new Date(String(value)).toISOString()
  const result = await conversation(server.url)
    .withResponse(response().withCapture('at', 'date', toIso))
    .run()
  expect(result.failure).toMatchObject({ phase: 'receive', error: { message: 'Invalid time value' } })
})
