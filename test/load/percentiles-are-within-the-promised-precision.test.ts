import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Histogram } from '../../src/load/metrics/histogram.ts'

const durations = fc.array(fc.double({ min: 0, max: 3_000_000, noNaN: true }), { minLength: 1, maxLength: 300 })
const percents = fc.oneof(fc.integer({ min: 0, max: 100 }), fc.constantFrom(99.9, 99.99, 12.5))

function filled(values: readonly number[], bits?: number): Histogram {
  const histogram = new Histogram(bits)
  for (const value of values) histogram.record(value)
  return histogram
}

/** The nearest-rank percentile of all values. */
function exact(values: readonly number[], percent: number): number {
  const sorted = values.map((value) => Math.round(value * 1000)).sort((a, b) => a - b)
  const rank = Math.max(1, Math.ceil(Math.round((percent / 100) * sorted.length * 1e6) / 1e6))
  return (sorted[rank - 1] as number) / 1000
}

test('a percentile is the exact one, or too high by less than the promise', () => {
  fc.assert(
    fc.property(durations, percents, fc.constantFrom(5, 10), (values, percent, bits) => {
      const found = filled(values, bits).percentile(percent)
      const truth = exact(values, percent)
      expect(found).toBeGreaterThanOrEqual(truth)
      expect(found).toBeLessThanOrEqual(truth * (1 + 2 ** -bits) + 1e-9)
    }),
  )
})

test('merged parts equal the whole, also as JSON', () => {
  fc.assert(
    fc.property(fc.array(durations, { maxLength: 4 }), (parts) => {
      const merged = new Histogram()
      for (const part of parts) merged.add(JSON.parse(JSON.stringify(filled(part))))
      expect(merged.toJSON()).toEqual(filled(parts.flat()).toJSON())
    }),
  )
})

test('short durations are exact to the microsecond', () => {
  const histogram = filled([0.001, 0.5, 2.047])
  expect([0, 50, 100].map((percent) => histogram.percentile(percent))).toEqual([0.001, 0.5, 2.047])
})

test('a duration beyond the scale is the maximum, and not cut', () => {
  const histogram = filled([1, 100_000_000])
  expect(histogram).toMatchObject({ count: 2, max: 100_000_000 })
  expect(histogram.percentile(99)).toBe(100_000_000)
})

test('nothing recorded is zero everywhere', () => {
  const { min, max, mean, count } = new Histogram()
  expect({ min, max, mean, count, p50: new Histogram().percentile(50) }).toEqual({
    min: 0,
    max: 0,
    mean: 0,
    count: 0,
    p50: 0,
  })
})

test('histograms of different precision do not mix', () => {
  expect(() => new Histogram(10).add(new Histogram(5))).toThrow(/10 bits, got one of 5/)
})
