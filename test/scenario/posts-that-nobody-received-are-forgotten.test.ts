import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Deliveries } from '../../src/scenario/deliveries.ts'

function body(key: number): Buffer {
  return Buffer.alloc(32, key)
}

const arrived = (deliveries: Deliveries, key: number): number | undefined =>
  deliveries.arrived(body(key).toString('base64url'))

test('the oldest of 10,001, also when all have the same body', () => {
  const deliveries = new Deliveries()
  for (let at = 0; at <= 10_000; at++) deliveries.posted(body(1), at)
  for (let at = 1; at <= 10_000; at++) expect(arrived(deliveries, 1)).toBe(at)
  expect(arrived(deliveries, 1)).toBeUndefined()
})

test('and the others are known, whatever is posted, refused and taken', () => {
  const step = fc.record({ what: fc.constantFrom('posted', 'posted', 'refused', 'arrived'), key: fc.nat({ max: 3 }) })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), fc.array(step, { maxLength: 50 }), (limit, steps) => {
      const deliveries = new Deliveries(limit)
      let known: { key: number; at: number }[] = []
      for (const [at, { what, key }] of steps.entries()) {
        const oldest = known.find((post) => post.key === key)
        if (what === 'posted') {
          deliveries.posted(body(key), at)
          known = [...known, { key, at }].slice(-limit)
          continue
        }
        if (what === 'refused') deliveries.refused(body(key))
        else expect(arrived(deliveries, key)).toBe(oldest?.at)
        known = known.filter((post) => post !== oldest)
      }
      for (const { key, at } of known) expect(arrived(deliveries, key)).toBe(at)
      for (const key of [0, 1, 2, 3]) expect(arrived(deliveries, key)).toBeUndefined()
    }),
  )
})
