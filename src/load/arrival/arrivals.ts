// When the scenarios of a step begin that begin by themselves: launches, and arrivals at a rate.
import type { Arrival, Stage } from '../plan/index.ts'

/** One begin: its number within the step, and milliseconds from the start of the step. */
export interface Begin {
  readonly index: number
  readonly at: number
}

/** Which part of a plan one process plays: every `count`-th begin, from `index` on. */
export interface Shard {
  readonly index: number
  readonly count: number
}

/** The whole plan in one process. */
export const wholePlan: Shard = { index: 0, count: 1 }

/** The begins of a shard, in the order of time. The shards of a plan together have each begin once, at the same time. */
export function* arrivalsOf(
  arrival: Exclude<Arrival, { model: 'clients' }>,
  shard: Shard = wholePlan,
): Generator<Begin> {
  if (arrival.model === 'launch') {
    const { quantity, perSecond } = arrival
    for (let index = shard.index; index < quantity; index += shard.count) {
      yield { index, at: Math.floor(index / perSecond) * 1000 }
    }
    return
  }
  let before = 0
  let startsAt = 0
  let index = shard.index
  for (const stage of arrival.stages) {
    const upTo = before + areaOf(stage)
    // A begin belongs to the next stage if it falls on the end of this one, but for the last digit.
    for (; index < upTo - 1e-9; index += shard.count) {
      yield { index, at: startsAt + timeOf(stage, Math.max(0, index - before)) }
    }
    before = upTo
    startsAt += stage.duration
  }
}

/** How many begin in a stage. */
function areaOf({ duration, from, to }: Stage): number {
  return ((from + to) / 2) * (duration / 1000)
}

/** When so many have begun since the start of a stage: the root of the quadratic, in the form that loses no digits. */
function timeOf({ duration, from, to }: Stage, begun: number): number {
  if (begun === 0) return 0
  const slope = (to - from) / (duration / 1000)
  return (2 * begun * 1000) / (from + Math.sqrt(Math.max(0, from * from + 2 * slope * begun)))
}
