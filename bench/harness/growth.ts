// Measures what one costs where there are few, and where there are many.
import { median, round } from './numbers.ts'
import type { Growth, GrowthPoint } from './result.ts'

/** What grows, and how the costs at one size are found. */
export interface GrowthQuestion<Figure extends string> {
  readonly of: string
  readonly sizes: readonly number[]
  readonly rounds: number
  readonly figures: Readonly<Record<Figure, Pick<Growth, 'what' | 'unit' | 'because'>>>
  /** The cost of one, at this size. */
  readonly costs: (size: number) => Promise<Readonly<Record<Figure, number>>>
}

/** Goes through all sizes `rounds` times, so that a busy minute does not hit one size alone. */
export async function grow<Figure extends string>(question: GrowthQuestion<Figure>): Promise<Record<Figure, Growth>> {
  const { of, sizes, rounds, figures, costs } = question
  const found = new Map<number, Readonly<Record<Figure, number>>[]>(sizes.map((size) => [size, []]))
  for (let index = 0; index < rounds; index++) {
    for (const size of sizes) found.get(size)?.push(await costs(size))
  }
  const grown = Object.entries<Pick<Growth, 'what' | 'unit' | 'because'>>(figures).map(([name, description]) => {
    const points = [...found].map(([at, costs]) =>
      pointOf(
        at,
        costs.map((cost) => cost[name as Figure]),
      ),
    )
    return [name, { ...description, of, points, rounds, growth: largestStepUp(points) }]
  })
  return Object.fromEntries(grown)
}

function pointOf(at: number, costs: readonly number[]): GrowthPoint {
  return { at, cost: round(median(costs)), least: round(Math.min(...costs)), most: round(Math.max(...costs)) }
}

/** From the cheapest size so far to any larger one. */
function largestStepUp(points: readonly GrowthPoint[]): number {
  let cheapest = Number.POSITIVE_INFINITY
  let largest = 1
  for (const { cost } of points) {
    largest = Math.max(largest, cost / cheapest)
    cheapest = Math.min(cheapest, cost)
  }
  return round(largest)
}
