import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatDuration, parseDuration } from '../../src/deadline/index.ts'

test.each([
  ['500ms', 500],
  ['5s', 5000],
  ['1.5s', 1500],
  ['2m', 120_000],
  ['5', 5000],
  ['0', 0],
  ['0.5ms', 0.5],
  [5, 5],
  [0, 0],
])('%j is %d ms', (value, expected) => {
  expect(parseDuration(value)).toBe(expected)
})

test.each([
  '',
  's',
  '-1s',
  '5h',
  '5 s',
  '1e3',
  '.5s',
  '5.',
  '0x10',
  'soon',
  '5s5s',
  '9'.repeat(400),
  -1,
  Number.NaN,
  Infinity,
])('%j is no duration', (value) => {
  expect(parseDuration(value)).toBeUndefined()
})

test('any text is a finite duration of at least 0, or none', () => {
  const texts = fc.oneof(fc.string(), fc.stringMatching(/^\d*\.?\d*(ms|s|m|h)?$/))
  fc.assert(
    fc.property(fc.oneof(texts, fc.double()), (value) => {
      const read = parseDuration(value)
      expect(read === undefined || (Number.isFinite(read) && read >= 0)).toBe(true)
    }),
  )
})

test.each([
  [0, '0ms'],
  [250.4, '250ms'],
  [1000, '1s'],
  [1500, '1.5s'],
  [61_000, '61s'],
  [120_000, '2m'],
])('%d ms is written as %s', (milliseconds, expected) => {
  expect(formatDuration(milliseconds)).toBe(expected)
})

test('what is written reads back, to a hundredth of a second', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000 }), (milliseconds) => {
      expect(Math.abs((parseDuration(formatDuration(milliseconds)) as number) - milliseconds)).toBeLessThanOrEqual(5)
    }),
  )
})
