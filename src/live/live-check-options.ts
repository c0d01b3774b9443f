// How a live check is made.
import type { Duration } from '../deadline/index.ts'
import type { ScenarioTarget } from '../scenario/index.ts'
import type { LiveBus } from './bus/live-bus.ts'
import type { LiveClock } from './clock/live-clock.ts'
import type { Reporter } from './reporters/reporter.ts'

/** How a live check is made. */
export interface LiveCheckOptions {
  /** Keeps live checks on one bus apart. Letters, digits, `-` and `_`. Default `live`. */
  readonly name?: string
  /** Default: everything happens in this process. The live check closes it. */
  readonly bus?: LiveBus
  /** What cases act on. It stays open: it is the caller's. Default: none. */
  readonly target?: ScenarioTarget
  readonly reporters?: readonly Reporter[]
  /** Whether reports are published on the bus. Default true. */
  readonly sendReports?: boolean
  /** Whether this process makes fake requests. Of several processes on one bus, one at a time does anyway. Default true. */
  readonly fakeRequests?: boolean
  /** How many tests of a case run at a time, unless it says itself. Default 100. */
  readonly caseConcurrency?: number
  /** How many tests of all cases run at a time. Default: as many as their cases want. */
  readonly testConcurrency?: number
  /** Cases make no more fake requests than one in this time, whatever they say. Default: as many as they want. */
  readonly leastFrequency?: Duration
  /** How often each case makes a fake request, instead of what it says. */
  readonly frequency?: Duration
  /** How many signals and tests are being sent at a time. Default 30. */
  readonly signalConcurrency?: number
  /** How many signals and tests wait to be sent at most. Default 1,000. */
  readonly outboxLimit?: number
  /** Seed of everything random. Default: something else each time. */
  readonly seed?: number
  /** What reports call this machine. Default: its name. */
  readonly host?: string
  /** Default: the machine's. */
  readonly clock?: LiveClock
}
