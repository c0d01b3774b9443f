import { expect, test } from 'vitest'
import { isPushwrightError } from '../../src/errors/index.ts'
import { parseClientMessage } from '../../src/protocol/index.ts'

const channelID = '01234567-89ab-cdef-0123-456789abcdef'

function refusal(message: unknown): { message: string; field: unknown } {
  try {
    parseClientMessage(typeof message === 'string' ? message : JSON.stringify(message))
  } catch (error) {
    if (isPushwrightError(error, 'ERR_MESSAGE')) return { message: error.message, field: error.details.field }
    throw error
  }
  throw new Error('Expected ERR_MESSAGE, but the message was taken.')
}

const update = { channelID, version: 'v' }

test.each([
  ['uaid', { messageType: 'hello', uaid: 1 }],
  ['channelIDs', { messageType: 'hello', channelIDs: 'x' }],
  ['channelIDs', { messageType: 'hello', channelIDs: [channelID, 'x'] }],
  ['channelIDs', { messageType: 'hello', channelIDs: [1] }],
  ['broadcasts', { messageType: 'hello', broadcasts: [] }],
  ['broadcasts', { messageType: 'hello', broadcasts: { a: 1 } }],
  ['channelID', { messageType: 'register' }],
  ['channelID', { messageType: 'register', channelID: null }],
  ['key', { messageType: 'register', channelID, key: 1 }],
  ['channelID', { messageType: 'unregister' }],
  ['channelID', { messageType: 'unregister', channelID: 'x' }],
  ['code', { messageType: 'unregister', channelID, code: -1 }],
  ['code', { messageType: 'unregister', channelID, code: 4_294_967_296 }],
  ['code', { messageType: 'unregister', channelID, code: 1.5 }],
  ['code', { messageType: 'unregister', channelID, code: '200' }],
  ['broadcasts', { messageType: 'broadcast_subscribe' }],
  ['broadcasts', { messageType: 'broadcast_subscribe', broadcasts: { a: null } }],
  ['updates', { messageType: 'ack' }],
  ['updates', { messageType: 'ack', updates: {} }],
  ['updates[0]', { messageType: 'ack', updates: [null] }],
  ['updates[1]', { messageType: 'ack', updates: [update, []] }],
  ['updates[1].channelID', { messageType: 'ack', updates: [update, { version: 'v' }] }],
  ['updates[0].version', { messageType: 'ack', updates: [{ channelID }] }],
  ['updates[0].version', { messageType: 'ack', updates: [{ channelID, version: 1 }] }],
  ['updates[0].code', { messageType: 'ack', updates: [{ ...update, code: 65_536 }] }],
  ['version', { messageType: 'nack' }],
  ['version', { messageType: 'nack', version: 7 }],
  ['code', { messageType: 'nack', version: 'v', code: 2_147_483_648 }],
])('%s of %j', (field, message) => {
  const { message: text, field: named } = refusal(message)
  expect(named).toBe(field)
  expect(text).toContain(`\`${field}\` of a ${message.messageType} message`)
})

test('with what was expected and what came', () => {
  expect(refusal({ messageType: 'unregister', channelID: 'x' }).message).toMatchInlineSnapshot(
    `"Expected \`channelID\` of a unregister message to be a UUID, got "x"."`,
  )
  expect(refusal({ messageType: 'register' }).message).toMatchInlineSnapshot(
    `"Expected \`channelID\` of a register message to be a string, got nothing."`,
  )
  expect(refusal({ messageType: 'register', channelID: ['x'.repeat(500)] }).message).toMatchInlineSnapshot(
    `"Expected \`channelID\` of a register message to be a string, got ["xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx... (504 characters)."`,
  )
})

test.each(['hallo', 'Hello', '__proto__', 'constructor', 'toString', '', null, 7, ['hello']])(
  'the type %j is unknown',
  (messageType) => {
    expect(refusal({ messageType }).message).toContain(
      '`messageType` to be one of hello, register, unregister, broadcast_subscribe, ack, nack, ping',
    )
  },
)

test('a message without a type is no ping unless it is empty', () => {
  expect(refusal({ uaid: 'x' }).message).toContain('got nothing')
})

test.each(['', 'x', '[]', 'null', '"{}"', '7', '{"a":1'])('%s is no message', (text) => {
  expect(refusal(text).message).toMatch(/^Expected a JSON (message|object), got /)
})

test('a type of any length makes a short message', () => {
  expect(refusal({ messageType: 'x'.repeat(10_000) }).message.length).toBeLessThan(300)
})

test('a value too deep to show is refused like any other', () => {
  const deep = '['.repeat(100_000) + ']'.repeat(100_000)
  expect(refusal(`{"messageType":"register","channelID":${deep}}`).message).toMatchInlineSnapshot(
    `"Expected \`channelID\` of a register message to be a string, got something nested too deep to show."`,
  )
  expect(refusal(`{"messageType":${deep}}`).message).toContain('nested too deep')
})
