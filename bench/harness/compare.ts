// Measures two ways of doing the same in turn, in one run, so that a noisy machine hurts both alike.
import { median, round } from './numbers.ts'
import type { Comparison } from './result.ts'

/** One figure of a measurement. */
export type FigureDescription = Pick<Comparison, 'what' | 'unit' | 'better' | 'aim'>

/** Two sides, each of which gives the figures once it has done its work. */
export interface Sides<Figure extends string> {
  readonly rounds: number
  readonly than: string
  readonly figures: Readonly<Record<Figure, FigureDescription>>
  readonly ours: () => Promise<Readonly<Record<Figure, number>>>
  readonly theirs: () => Promise<Readonly<Record<Figure, number>>>
}

/** Runs both sides in turn, `rounds` times after one warm-up, and compares their figures round by round. */
export async function compare<Figure extends string>(sides: Sides<Figure>): Promise<Record<Figure, Comparison>> {
  const { rounds, than, figures, ours, theirs } = sides
  await ours()
  await theirs()
  const pairs: { ours: Readonly<Record<Figure, number>>; theirs: Readonly<Record<Figure, number>> }[] = []
  for (let index = 0; index < rounds; index++) {
    // Who goes first changes from round to round.
    if (index % 2 === 0) pairs.push({ ours: await ours(), theirs: await theirs() })
    else pairs.push({ theirs: await theirs(), ours: await ours() })
  }
  const compared = Object.entries<FigureDescription>(figures).map(([name, description]) => {
    const figure = name as Figure
    const found = pairs.map((pair) => ({ ours: pair.ours[figure], theirs: pair.theirs[figure] }))
    return [figure, { ...description, than, ...summary(found) }]
  })
  return Object.fromEntries(compared)
}

/** Medians of what was measured round by round. */
export function summary(
  pairs: readonly { ours: number; theirs: number }[],
): Omit<Comparison, keyof FigureDescription | 'than'> {
  const ratios = pairs.map(({ ours, theirs }) => ours / theirs)
  return {
    ours: round(median(pairs.map(({ ours }) => ours))),
    theirs: round(median(pairs.map(({ theirs }) => theirs))),
    ratio: round(median(ratios)),
    least: round(Math.min(...ratios)),
    most: round(Math.max(...ratios)),
    rounds: pairs.length,
  }
}
