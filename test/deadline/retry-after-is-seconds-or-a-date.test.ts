import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readRetryAfter } from '../../src/deadline/index.ts'

const now = Date.UTC(1994, 10, 6, 8, 49, 0)

test.each([
  ['37', 37_000],
  [' 0 ', 0],
  ['Sun, 06 Nov 1994 08:49:37 GMT', 37_000],
  ['Sunday, 06-Nov-94 08:49:37 GMT', 37_000],
  ['Sun Nov  6 08:49:37 1994', 37_000],
  ['Sun, 06 Nov 1994 08:48:00 GMT', 0],
  [undefined, undefined],
  ['', undefined],
  ['-5', undefined],
  ['1.5', undefined],
  ['1e3', undefined],
  ['soon', undefined],
  ['Later, perhaps', undefined],
])('%j is %s ms', (value, expected) => {
  expect(readRetryAfter(value, now)).toBe(expected)
})

test('any date is read, and never into the past', () => {
  const date = fc.date({ min: new Date(0), max: new Date(253_402_300_799_000), noInvalidDate: true })
  fc.assert(
    fc.property(date, fc.integer({ min: 0, max: 253_402_300_799_000 }), (date, now) => {
      const seconds = Math.floor(date.getTime() / 1000) * 1000
      expect(readRetryAfter(date.toUTCString(), now)).toBe(Math.max(0, seconds - now))
    }),
  )
})

test('any other text is nothing, or no less than 0', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[A-Z][a-z]{2}, [\d :A-Za-z]{0,30}$/)), (text) => {
      expect(readRetryAfter(text, now) ?? 0).toBeGreaterThanOrEqual(0)
    }),
  )
})
