import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isPushwrightError } from '../../src/errors/index.ts'
import {
  encodeClientMessage,
  encodeServerMessage,
  parseClientMessage,
  parseServerMessage,
} from '../../src/protocol/index.ts'

const types = [
  'hello',
  'register',
  'unregister',
  'broadcast_subscribe',
  'ack',
  'nack',
  'ping',
  'notification',
  'broadcast',
]
const fields = [
  'uaid',
  'channelID',
  'channelIDs',
  'status',
  'version',
  'data',
  'headers',
  'broadcasts',
  'updates',
  'code',
  'key',
]

/** Text that is nearly a message, which reaches further than arbitrary text does. */
const messages = fc
  .record({
    messageType: fc.constantFrom(...types, '__proto__', 'constructor'),
    fields: fc.dictionary(
      fc.constantFrom(...fields, '__proto__', 'pushEndpoint'),
      fc.oneof(fc.jsonValue(), fc.uuid(), fc.array(fc.record({ channelID: fc.uuid(), version: fc.string() }))),
      { noNullPrototype: false },
    ),
  })
  .map(({ messageType, fields }) => JSON.stringify({ messageType, ...fields }))

const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.json(), messages)

function parsed<T>(parse: (text: string) => T, text: string): T | undefined {
  try {
    return parse(text)
  } catch (error) {
    if (isPushwrightError(error, 'ERR_MESSAGE')) return undefined
    throw error
  }
}

describe('as a client message', () => {
  test('and what parses survives a round trip', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const message = parsed(parseClientMessage, text)
        if (message !== undefined) expect(parseClientMessage(encodeClientMessage(message))).toEqual(message)
      }),
      { numRuns: 500 },
    )
  })
})

describe('as a server message', () => {
  test('and what parses survives a round trip', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const message = parsed(parseServerMessage, text)
        if (message === undefined || message.messageType === 'unknown') return
        expect(parseServerMessage(encodeServerMessage(message))).toEqual(message)
      }),
      { numRuns: 500 },
    )
  })
})
