// When each client of a closed model is there: client number n is, while more than n are wanted.
import type { Stage } from '../plan/index.ts'
import { type Shard, wholePlan } from './arrivals.ts'

/** One time during which a client is there, in milliseconds from the start of the step. */
export interface Presence {
  readonly from: number
  readonly to: number
}

/** One client of a closed model. */
export interface Lane {
  readonly index: number
  readonly presences: readonly Presence[]
}

/** The clients of a shard. The shards of a plan together have each client once. */
export function lanesOf(stages: readonly Stage[], shard: Shard = wholePlan): Lane[] {
  const most = Math.ceil(Math.max(...stages.flatMap(({ from, to }) => [from, to])))
  const lanes: Lane[] = []
  for (let index = shard.index; index < most; index += shard.count) {
    lanes.push({ index, presences: presencesOf(index, stages) })
  }
  return lanes
}

function presencesOf(lane: number, stages: readonly Stage[]): Presence[] {
  const presences: Presence[] = []
  let startsAt = 0
  for (const stage of stages) {
    const part = presenceIn(stage, lane)
    if (part !== undefined) {
      const last = presences.at(-1)
      const from = startsAt + part.from
      const to = startsAt + part.to
      // Who stays from one stage to the next does not leave in between.
      if (last?.to === from) presences[presences.length - 1] = { from: last.from, to }
      else presences.push({ from, to })
    }
    startsAt += stage.duration
  }
  return presences
}

/** When a straight line is above `lane`. */
function presenceIn({ duration, from, to }: Stage, lane: number): Presence | undefined {
  if (from <= lane && to <= lane) return undefined
  if (from > lane && to > lane) return { from: 0, to: duration }
  const crossing = (duration * (lane - from)) / (to - from)
  return from > lane ? { from: 0, to: crossing } : { from: crossing, to: duration }
}
