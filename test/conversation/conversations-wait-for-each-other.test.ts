import { describe, expect, test } from 'vitest'
import { barrier, conversation, conversations, message, response } from '../../src/conversation/index.ts'
import { ChatServer, type Peer } from './chat-server.ts'

/** Sends what one says to everyone, the speaker included. */
async function room(): Promise<ChatServer> {
  const server = await ChatServer.start((peer: Peer) => {
    peer.onJson((json) => {
      for (const other of server.peers) other.send(json)
    })
  })
  return server
}

const say = (text: string) => message({ json: { text } })
const hears = (text: string) => response().withAttribute('text', text)

test('all are connected before anyone says something', async () => {
  const server = await room()
  const one = conversation(server.url)
    .withMessage(say('from one'))
    .withResponse(hears('from one'))
    .withResponse(hears('from two'))
  const two = one.withMessage(say('from two')).withResponse(hears('from one'))
  const alone = conversation(server.url).withResponse(hears('from one').times(2)).withResponse(hears('from two'))
  for (let round = 0; round < 5; round++) {
    const result = await conversations(one, two, alone).run()
    expect(result.explain()).toBe('All conversations are complete.')
    expect(result).toMatchObject({ ok: true, results: [{ ok: true }, { ok: true }, { ok: true }] })
  }
})

describe('at a barrier', () => {
  test('that is reached between messages, and by a trigger', async () => {
    const server = await room()
    const both = barrier('both are there', 2)
    const al = conversation(server.url).withMessage(say('al begins')).withBarrier(both).withMessage(say('al ends'))
    const bo = conversation(server.url)
      .withMessage(say('bo begins').withDelay(20))
      .withResponse(hears('bo begins').withTrigger(both))
      .withResponse(hears('al ends'))
      .ordered()
    const result = await conversations(al, bo).run()
    expect(result.explain()).toBe('All conversations are complete.')
  })

  test('that a trigger reaches and a message waits for', async () => {
    const server = await room()
    const heard = barrier('bo heard it')
    const al = conversation(server.url).withMessage(say('first')).withMessage(say('second').once(heard))
    const bo = conversation(server.url)
      .withResponse(hears('first').withTrigger(heard))
      .withResponse(hears('second'))
      .ordered()
      .strict()
    expect(await conversations(al, bo).run()).toMatchObject({ ok: true })
  })

  test('that is closed in every new run', async () => {
    const server = await room()
    const never = barrier('never', 2)
    const plan = conversation(server.url).withBarrier(never).withMessage(say('x')).withTestTimeout(30)
    for (let round = 0; round < 2; round++) {
      const result = await plan.run()
      expect(result).toMatchObject({ ok: false, failure: { phase: 'test' } })
      expect(result.unsent.map(String)).toEqual(['barrier "never"', 'message {"text":"x"}'])
      expect(result.explain()).toContain('Waiting for:\n  the barrier "never" (1 of 2 came)')
    }
  })

  test.each([0, 1.5, -1])('of %d parties is refused', (parties) => {
    expect(() => barrier('x', parties)).toThrow('Expected `parties` to be a whole number from 1')
  })
})

test('the first that fails ends the others, and tells why', async () => {
  const server = await room()
  const failing = conversation(server.url).withName('al').withResponse(hears('x')).withResponseTimeout(20)
  const waiting = conversation(server.url).withName('bo').withResponse(hears('y'))
  const result = await conversations(waiting, failing).run()
  expect(result).toMatchObject({
    ok: false,
    results: [{ failure: { phase: 'aborted' } }, { failure: { phase: 'receive' } }],
  })
  expect(result.explain()).toContain('Expected the conversation of al')
  expect(() => result.assertOk()).toThrow(expect.objectContaining({ code: 'ERR_TIMEOUT' }))
  await server.quiet()
})

test('misuse of one ends the others, and is thrown', async () => {
  const server = await room()
  const wrong = conversation(server.url).withMessage(message({ text: '${x}' }))
  await expect(conversations(conversation(server.url).withResponse(hears('y')), wrong).run()).rejects.toMatchObject({
    code: 'ERR_OPTION',
  })
  await server.quiet()
  expect(() => conversations()).toThrow('Expected at least one conversation, got none.')
})

test('a caller can end them', async () => {
  const server = await room()
  const running = conversations(conversation(server.url).withResponse(hears('y')))
  await expect(running.run({ signal: AbortSignal.timeout(20) })).rejects.toMatchObject({ code: 'ERR_ABORTED' })
})
