import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readTestHeaders, testHeaders } from '../../src/live/index.ts'

/** With fractions, as a fine clock has them; up to the year 9999. */
const time = fc.integer({ min: 0, max: 253_402_300_799_999 }).map((number) => number / 4)
const liveTest = fc.record({
  id: fc
    .string({ minLength: 1, maxLength: 128, unit: 'binary' })
    .map((text) => text.toWellFormed())
    .filter(({ length }) => length <= 128),
  case: fc.stringMatching(/^[\w-]{1,64}$/),
  issuedAt: time,
  expiresAt: time,
  args: fc.constant([]),
})

test('every test can be written and read', () => {
  fc.assert(
    fc.property(liveTest, fc.stringMatching(/^[\w=; ]{0,20}$/), (test, other) => {
      const headers = testHeaders(test, other)
      for (const value of Object.values(headers)) expect(value).toMatch(/^[\x20-\x7e]*$/)
      expect(readTestHeaders(headers)).toEqual({ kind: 'test', test })
    }),
  )
})

test('the old headers say the same, if they can', () => {
  fc.assert(
    fc.property(liveTest, (fine) => {
      const test = { ...fine, issuedAt: Math.floor(fine.issuedAt), expiresAt: Math.floor(fine.expiresAt) }
      const { baggage: _baggage, ...legacy } = testHeaders(test)
      const found = readTestHeaders(legacy)
      expect(found).toEqual(Object.keys(legacy).length === 0 ? { kind: 'none' } : { kind: 'test', test })
    }),
  )
})

test('any other text is read, passed over or found wrong, and never thrown at', () => {
  const piece = fc.constantFrom('livecheck', '=', ';', ',', 'case', 'issued', 'expires', '%', '1', ' ', 'é')
  const text = fc.oneof(
    fc.string(),
    fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
  )
  const names = fc.constantFrom(
    'baggage',
    'livecheck-test-id',
    'livecheck-test-name',
    'livecheck-test-timestamp',
    'livecheck-test-expires',
  )
  fc.assert(
    fc.property(fc.dictionary(names, fc.oneof(text, fc.array(text))), (headers) => {
      expect(['none', 'test', 'malformed']).toContain(readTestHeaders(headers).kind)
    }),
  )
})

test('baggage beyond what the standard wants is not looked at', () => {
  expect(readTestHeaders({ baggage: 'a'.repeat(8193) })).toMatchObject({ kind: 'malformed' })
})
