import { expect, test } from 'vitest'
import { conversation, conversations, response } from '../../src/conversation/index.ts'
import { matchers } from '../../src/vitest/matchers/index.ts'
import { ChatServer } from './chat-server.ts'

expect.extend(matchers)

const a = response().withAttribute('a')

test('and takes several, and results', async () => {
  const server = await ChatServer.start((peer) => peer.send({ a: 1 }))
  const plan = conversation(server.url).withResponse(a)
  await expect(plan).toComplete()
  await expect(conversations(plan, plan)).toComplete()
  await expect(await plan.run()).toComplete()
  await expect(await conversations(plan).run()).toComplete()
})

test('and tells what is pending when it fails', async () => {
  const server = await ChatServer.start((peer) => peer.send({ a: 1 }))
  const failing = conversation(server.url).withResponse(response().withAttribute('a', 2)).withResponseTimeout(20)
  await expect(failing).not.toComplete()
  await expect(expect(failing).toComplete()).rejects.toThrow('a: expected 2, got 1')
  await expect(expect(conversations(failing)).toComplete()).rejects.toThrow('a: expected 2, got 1')
  await expect(expect(failing.withResponse(a)).not.toComplete()).resolves.toBeUndefined()
  await expect(expect(conversation(server.url)).not.toComplete()).rejects.toThrow('not to complete, but it did')
})

test('and refuses anything else', async () => {
  await expect(expect('ws://h').toComplete()).rejects.toThrow('Expected a conversation or its result, got ws://h.')
})
