// What a benchmark gives back: comparisons with somebody else's way, and costs over a range.

/** A figure of ours beside the same of another, measured in turns in one run. */
export interface Comparison {
  /** What was measured, such as `clients connected in a second`. */
  readonly what: string
  /** Whose figure stands beside ours, such as `bare ws`. */
  readonly than: string
  /** The unit of both figures, such as `/s`. */
  readonly unit: string
  readonly better: 'higher' | 'lower'
  /** Median of ours. */
  readonly ours: number
  /** Median of the other. */
  readonly theirs: number
  /** Median of ours by theirs, round by round. */
  readonly ratio: number
  /** The least ratio of a round. */
  readonly least: number
  /** The greatest ratio of a round. */
  readonly most: number
  readonly rounds: number
  /** What the project wants to reach, if it said so. */
  readonly aim?: number
}

/** What one of many costs, where there are few and where there are many. */
export interface Growth {
  /** What was measured, such as `memory of the generator for each client`. */
  readonly what: string
  /** What there is more and more of, such as `clients`. */
  readonly of: string
  readonly unit: string
  /** The cost of one at each size: a median of `rounds`. */
  readonly points: readonly GrowthPoint[]
  readonly rounds: number
  /** The largest step up, from any size to any larger one: 1.2 is 20 % more. */
  readonly growth: number
  /** Why it grows, where it does. */
  readonly because?: string
}

/** A cost at one size. */
export interface GrowthPoint {
  readonly at: number
  readonly cost: number
  readonly least: number
  readonly most: number
}

/** One benchmark's results. */
export interface BenchResult {
  /** One sentence: what is done on each side. */
  readonly about: string
  readonly comparisons: Readonly<Record<string, Comparison>>
  readonly growth?: Readonly<Record<string, Growth>>
  /** Single figures that are derived from others, in words. */
  readonly notes?: readonly string[]
}

/** Each ratio, and each growth, by its name. */
export function ratiosOf({ comparisons, growth = {} }: BenchResult): Record<string, number> {
  const ratios = Object.entries(comparisons).map(([name, { ratio }]) => [name, ratio] as const)
  return Object.fromEntries([...ratios, ...Object.entries(growth).map(([name, { growth }]) => [name, growth] as const)])
}
