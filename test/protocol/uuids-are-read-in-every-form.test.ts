import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isHyphenatedUuid, parseUuid, simpleUuid } from '../../src/protocol/index.ts'

const uuid = '01234567-89ab-cdef-0123-456789abcdef'
const simple = '0123456789abcdef0123456789abcdef'

test.each([
  uuid,
  uuid.toUpperCase(),
  simple,
  simple.toUpperCase(),
  `{${uuid}}`,
  `urn:uuid:${uuid}`,
  `URN:UUID:${uuid}`,
])('%s', (text) => {
  expect(parseUuid(text)).toBe(uuid)
})

describe('but not', () => {
  test.each([
    '',
    'x',
    uuid.slice(1),
    `${uuid}0`,
    `${uuid}\n`,
    ` ${uuid}`,
    `{${uuid}`,
    `${uuid}}`,
    `{${simple}}`,
    `urn:uuid:${simple}`,
    `urn:uuid:{${uuid}}`,
    uuid.replace('-', ''),
    uuid.replace('0', 'g'),
  ])('%j', (text) => {
    expect(parseUuid(text)).toBeUndefined()
  })
})

test('any text is read or refused, and what is read is in the one form', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.uuid(), fc.uuid().map(simpleUuid), fc.string({ unit: 'binary' })), (text) => {
      const read = parseUuid(text)
      if (read !== undefined) expect(isHyphenatedUuid(read)).toBe(true)
    }),
  )
})

test('the simple form reads back', () => {
  fc.assert(fc.property(fc.uuid(), (text) => parseUuid(simpleUuid(text)) === text))
})

test('only lower case with hyphens is the form of register', () => {
  expect([uuid, uuid.toUpperCase(), simple].map(isHyphenatedUuid)).toEqual([true, false, false])
})
