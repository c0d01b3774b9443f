export { arrivalsOf, type Begin, type Shard, wholePlan } from './arrivals.ts'
export { type Lane, lanesOf, type Presence } from './lanes.ts'
