import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arrivalsOf, type Shard } from '../../src/load/arrival/arrivals.ts'
import { lanesOf } from '../../src/load/arrival/lanes.ts'
import { pick, type Stage } from '../../src/load/plan/index.ts'

const stages: fc.Arbitrary<Stage[]> = fc.array(
  fc.record({
    duration: fc.integer({ min: 1, max: 10_000 }),
    from: fc.integer({ min: 0, max: 20 }),
    to: fc.integer({ min: 0, max: 20 }),
  }),
  { minLength: 1, maxLength: 4 },
)
const shardsOf = (count: number): Shard[] => Array.from({ length: count }, (_, index) => ({ index, count }))
const counts = fc.integer({ min: 1, max: 5 })

test('each begin is in one shard', () => {
  const arrival = fc.oneof(
    fc.record({ model: fc.constant('rate' as const), stages }),
    fc.record({
      model: fc.constant('launch' as const),
      quantity: fc.integer({ min: 1, max: 300 }),
      perSecond: fc.integer({ min: 1, max: 30 }),
    }),
  )
  fc.assert(
    fc.property(arrival, counts, (some, count) => {
      const parts = shardsOf(count).flatMap((shard) => [...arrivalsOf(some, shard)])
      expect(parts.sort((a, b) => a.index - b.index)).toEqual([...arrivalsOf(some)])
    }),
  )
})

test('each client is in one shard', () => {
  fc.assert(
    fc.property(stages, counts, (some, count) => {
      const parts = shardsOf(count).flatMap((shard) => lanesOf(some, shard))
      expect(parts.sort((a, b) => a.index - b.index)).toEqual(lanesOf(some))
    }),
  )
})

test('launches come in batches at the beginning of each second, the rest in the last', () => {
  expect([...arrivalsOf({ model: 'launch', quantity: 5, perSecond: 2 })].map(({ at }) => at)).toEqual([
    0, 0, 1000, 1000, 2000,
  ])
})

test('a constant rate is evenly spaced', () => {
  const arrival = { model: 'rate', stages: [{ duration: 2000, from: 2, to: 2 }] } as const
  expect([...arrivalsOf(arrival)].map(({ at }) => at)).toEqual([0, 500, 1000, 1500])
})

test('begins are in order, within their stages, and as many as the area under the rate', () => {
  fc.assert(
    fc.property(stages, (some) => {
      const times = [...arrivalsOf({ model: 'rate', stages: some })].map(({ at }) => at)
      const area = some.reduce((sum, { duration, from, to }) => sum + ((from + to) / 2) * (duration / 1000), 0)
      const end = some.reduce((sum, { duration }) => sum + duration, 0)
      expect(times).toEqual([...times].sort((a, b) => a - b))
      expect(Math.abs(times.length - area)).toBeLessThan(1.001)
      for (const at of times) expect(at >= 0 && at <= end + 0.001).toBe(true)
    }),
  )
})

test('a ramp begins more and more often', () => {
  const times = [...arrivalsOf({ model: 'rate', stages: [{ duration: 10_000, from: 0, to: 10 }] })].map(({ at }) => at)
  const gaps = times.slice(1).map((at, index) => at - (times[index] as number))
  expect(times).toHaveLength(50)
  expect(gaps).toEqual([...gaps].sort((a, b) => b - a))
})

test('clients come one after the other in a ramp, stay, and leave in reverse', () => {
  const lanes = lanesOf([
    { duration: 3000, from: 0, to: 3 },
    { duration: 1000, from: 3, to: 3 },
    { duration: 3000, from: 3, to: 0 },
    { duration: 1000, from: 1, to: 1 },
  ])
  expect(lanes.map(({ presences }) => presences)).toEqual([
    [{ from: 0, to: 8000 }],
    [{ from: 1000, to: 6000 }],
    [{ from: 2000, to: 5000 }],
  ])
})

test('a mix has the shares of its weights, whoever plays it', () => {
  const mix = [3, 1].map((weight) => ({ scenario: `weight ${weight}`, args: [], weight }))
  const chosen = Array.from({ length: 100 }, (_, index) => pick(mix, index, 7).weight)
  const heavy = chosen.filter((weight) => weight === 3).length
  expect(heavy).toBeGreaterThanOrEqual(74)
  expect(heavy).toBeLessThanOrEqual(76)
})
