import { describe, expect, test } from 'vitest'
import { encodeServerMessage, parseServerMessage, type ServerMessage } from '../../src/protocol/index.ts'

type Known = Exclude<ServerMessage, { messageType: 'unknown' }>

const channelID = '01234567-89ab-cdef-0123-456789abcdef'

const messages: readonly Known[] = [
  { messageType: 'hello', uaid: 'u', status: 200 },
  { messageType: 'hello', uaid: 'u', status: 200, use_webpush: true, broadcasts: { a: '1', errors: { b: 'unknown' } } },
  { messageType: 'register', channelID, status: 200, pushEndpoint: 'https://push.example/x' },
  { messageType: 'register', channelID, status: 400, pushEndpoint: 'bad key' },
  { messageType: 'register', channelID, status: 500 },
  { messageType: 'unregister', channelID, status: 200 },
  { messageType: 'notification', channelID, version: 'v' },
  { messageType: 'notification', channelID, version: 'v', data: 'AA', headers: { encoding: 'aes128gcm' } },
  { messageType: 'notification', channelID, version: '', headers: null },
  { messageType: 'broadcast', broadcasts: {} },
  { messageType: 'broadcast', broadcasts: { a: '1' } },
  { messageType: 'ping' },
]

test.each(messages.map((message) => [encodeServerMessage(message), message] as const))('%s', (text, message) => {
  expect(parseServerMessage(text)).toEqual(message)
})

describe('what services do differently is taken', () => {
  test.each(['{}', '{ }', '{"messageType":"ping"}'])('a ping from %s', (text) => {
    expect(parseServerMessage(text)).toEqual({ messageType: 'ping' })
  })
  test('a type in other letters', () => {
    expect(parseServerMessage('{"messageType":"HELLO","uaid":"u","status":200}')).toHaveProperty('messageType', 'hello')
  })
  test('a number as version', () => {
    expect(parseServerMessage('{"messageType":"notification","channelID":"c","version":12}')).toHaveProperty(
      'version',
      '12',
    )
  })
  test('no version', () => {
    expect(parseServerMessage('{"messageType":"notification","channelID":"c"}')).toHaveProperty('version', '')
  })
  test('fields of the future are kept', () => {
    expect(parseServerMessage('{"messageType":"hello","uaid":"u","status":200,"env":"prod"}')).toHaveProperty(
      'env',
      'prod',
    )
  })
})

test.each([
  '{"messageType":"notify"}',
  '{"messageType":"__proto__"}',
  '{"messageType":"constructor"}',
  '{"messageType":"hasOwnProperty"}',
  '{"messageType":7}',
  '{"messageType":null}',
  '{"status":200}',
  '{"__proto__":{"messageType":"ping"}}',
])('%s is unknown, and kept whole', (text) => {
  const message = parseServerMessage(text)
  expect(message.messageType).toBe('unknown')
  expect(JSON.stringify('message' in message && message.message)).toBe(text)
})
