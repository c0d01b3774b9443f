import {
  afterAll,
  beforeAll,
  closeWith,
  conversation,
  conversations,
  expect,
  message,
  response,
  test,
} from 'pushwright'
import { startChat } from './chat/chat-server.ts'

let chat: Awaited<ReturnType<typeof startChat>>
beforeAll(async () => {
  chat = await startChat()
})
afterAll(() => chat.close())

test('two users talk, and one hears the other leave', async () => {
  const say = (text: string) => message().withAttribute('text', text)
  const hears = (by: string, text: string) =>
    response().withAttribute('/type', 'said').withAttribute('/by', by).withAttribute('/text', text)

  const alice = conversation(chat.url)
    .withParameter('name', 'alice')
    .withResponse(response().withAttribute('/type', 'welcome').withCapture('me', '/name'))
    // Both are connected by then: `conversations` sees to it.
    .withMessage(say('hello, I am ${me}'))
    .withResponse(hears('bob', 'hello alice').withTrigger(say('bye')))
    .withResponse(response().withAttribute('/type', 'left').withAttribute('/name', 'bob'))

  const bob = conversation(chat.url)
    .withParameter('name', 'bob')
    .withResponse(hears('alice', 'hello, I am alice').withTrigger(say('hello ${/by}')))
    .withResponse(hears('alice', 'bye').withTrigger(closeWith(1000)))

  await expect(conversations(alice, bob)).toComplete()
})
