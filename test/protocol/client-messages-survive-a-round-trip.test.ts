import { describe, expect, test } from 'vitest'
import { type ClientMessage, encodeClientMessage, parseClientMessage } from '../../src/protocol/index.ts'

const channelID = '01234567-89ab-cdef-0123-456789abcdef'

const messages: readonly ClientMessage[] = [
  { messageType: 'hello' },
  { messageType: 'hello', uaid: null, channelIDs: null, broadcasts: null, use_webpush: null },
  { messageType: 'hello', uaid: 'abc', channelIDs: [channelID], broadcasts: { a: '1' }, use_webpush: true },
  { messageType: 'register', channelID },
  { messageType: 'register', channelID: 'any text, since the service answers for itself', key: 'BASE64' },
  { messageType: 'unregister', channelID },
  { messageType: 'unregister', channelID, code: 4_294_967_295 },
  { messageType: 'broadcast_subscribe', broadcasts: { a: '1', b: '2' } },
  { messageType: 'ack', updates: [] },
  {
    messageType: 'ack',
    updates: [
      { channelID, version: 'v' },
      { channelID, version: '', code: 65_535 },
    ],
  },
  { messageType: 'nack', version: 'v' },
  { messageType: 'nack', version: 'v', code: -2_147_483_648 },
  { messageType: 'ping' },
]

test.each(messages.map((message) => [encodeClientMessage(message), message] as const))('%s', (text, message) => {
  expect(parseClientMessage(text)).toEqual(message)
})

describe('a ping', () => {
  test('is written as {}', () => {
    expect(encodeClientMessage({ messageType: 'ping' })).toBe('{}')
  })
  test.each(['{}', ' { } ', '{"messageType":"ping"}'])('is read from %s', (text) => {
    expect(parseClientMessage(text)).toEqual({ messageType: 'ping' })
  })
})

test('UUIDs in other forms are read as lower case with hyphens', () => {
  const upper = channelID.toUpperCase()
  expect(parseClientMessage(`{"messageType":"unregister","channelID":"${upper}"}`)).toHaveProperty(
    'channelID',
    channelID,
  )
  expect(
    parseClientMessage(`{"messageType":"ack","updates":[{"channelID":"{${upper}}","version":"v"}]}`),
  ).toHaveProperty('updates.0.channelID', channelID)
})

test('a code of null is the same as none', () => {
  expect(parseClientMessage(`{"messageType":"unregister","channelID":"${channelID}","code":null}`)).toEqual({
    messageType: 'unregister',
    channelID,
  })
})
