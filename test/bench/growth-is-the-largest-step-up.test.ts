import { expect, test } from 'vitest'
import { grow } from '../../bench/harness/growth.ts'

/** The growth of costs at the sizes 1, 2, 3 ... */
async function growthOf(costs: readonly number[]): Promise<number | undefined> {
  const grown = await grow({
    of: 'clients',
    sizes: costs.map((_, index) => index + 1),
    rounds: 1,
    figures: { one: { what: 'a client', unit: 'ms' } },
    costs: async (size) => ({ one: costs[size - 1] as number }),
  })
  return grown.one.growth
}

test.for([
  { costs: [4, 3, 2], growth: 1 },
  { costs: [2, 3, 5], growth: 2.5 },
  { costs: [4, 2, 3], growth: 1.5 },
  { costs: [2, 6, 3], growth: 3 },
])('costs of $costs grow by $growth', async ({ costs, growth }) => {
  expect(await growthOf(costs)).toBe(growth)
})

test('the cost at a size is the median of its rounds', async () => {
  const turns = [9, 1, 2]
  const grown = await grow({
    of: 'clients',
    sizes: [10],
    rounds: 3,
    figures: { one: { what: 'a client', unit: 'ms' } },
    costs: async () => ({ one: turns.pop() as number }),
  })
  expect(grown.one.points).toEqual([{ at: 10, cost: 2, least: 1, most: 9 }])
})
