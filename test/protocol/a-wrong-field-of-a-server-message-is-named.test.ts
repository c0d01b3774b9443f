import { expect, test } from 'vitest'
import { parseServerMessage } from '../../src/protocol/index.ts'

const channelID = '01234567-89ab-cdef-0123-456789abcdef'
const hello = { messageType: 'hello', uaid: 'u', status: 200 }
const register = { messageType: 'register', channelID, status: 200, pushEndpoint: 'https://push.example/x' }
const notification = { messageType: 'notification', channelID, version: 'v' }

test.each([
  ['uaid', { ...hello, uaid: undefined }],
  ['uaid', { ...hello, uaid: 7 }],
  ['status', { ...hello, status: undefined }],
  ['status', { ...hello, status: '200' }],
  ['status', { ...hello, status: 1000 }],
  ['status', { ...hello, status: 200.5 }],
  ['broadcasts', { ...hello, broadcasts: 'x' }],
  ['broadcasts', { ...hello, broadcasts: { a: 1 } }],
  ['channelID', { ...register, channelID: undefined }],
  ['status', { ...register, status: null }],
  ['pushEndpoint', { ...register, pushEndpoint: undefined }],
  ['pushEndpoint', { ...register, pushEndpoint: 7 }],
  ['channelID', { messageType: 'unregister', status: 200 }],
  ['status', { messageType: 'unregister', channelID }],
  ['channelID', { ...notification, channelID: 1 }],
  ['version', { ...notification, version: null }],
  ['version', { ...notification, version: {} }],
  ['data', { ...notification, data: 5 }],
  ['headers', { ...notification, headers: 'x' }],
  ['headers', { ...notification, headers: { encoding: 7 } }],
  ['broadcasts', { messageType: 'broadcast' }],
  ['broadcasts', { messageType: 'broadcast', broadcasts: { a: {} } }],
  ['broadcasts', { messageType: 'broadcast', broadcasts: { errors: { a: 1 } } }],
])('%s of %j', (field, message) => {
  expect(() => parseServerMessage(JSON.stringify(message))).toThrow(
    expect.objectContaining({
      code: 'ERR_MESSAGE',
      message: expect.stringContaining(`\`${field}\` of a ${message.messageType} message`),
      details: expect.objectContaining({ messageType: message.messageType, field }),
    }),
  )
})

test('and the channel, so that the request can be found that it answers', () => {
  expect(() => parseServerMessage(JSON.stringify({ ...register, status: 'ok' }))).toThrow(
    expect.objectContaining({ details: { messageType: 'register', field: 'status', channelID } }),
  )
})

test.each(['', 'x', '[]', 'null', '"{}"', '7', '{"a":1'])('%s is no message', (text) => {
  expect(() => parseServerMessage(text)).toThrow(expect.objectContaining({ code: 'ERR_MESSAGE' }))
})
