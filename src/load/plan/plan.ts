// A test plan as plain data: what runs, how often, when, and what must hold at the end. It can be sent to other machines.

/** One of the scenarios of a step. */
export interface PlannedScenario {
  /** As `pushwright scenario` takes it: `basic`, `module:function` or `./file.ts:export`. */
  readonly scenario: string
  /** JSON values. */
  readonly args: readonly unknown[]
  /** How often it is chosen, compared with the others of its step. */
  readonly weight: number
}

/** A number that goes from one value to another in a straight line. */
export interface Stage {
  /** Milliseconds, above 0. */
  readonly duration: number
  readonly from: number
  readonly to: number
}

/**
 * When scenarios begin.
 * - `launch`: `quantity` of them, `perSecond` at the beginning of each second.
 * - `rate`: so many in a second, whether the earlier ones are done or not (open model).
 * - `clients`: so many at a time, each beginning again when it is done (closed model); after `thinkTime`, and not earlier than
 *   `pace` after it began.
 */
export type Arrival =
  | { readonly model: 'launch'; readonly quantity: number; readonly perSecond: number }
  | { readonly model: 'rate'; readonly stages: readonly Stage[] }
  | {
      readonly model: 'clients'
      readonly stages: readonly Stage[]
      /** Milliseconds. */
      readonly thinkTime: number
      /** Milliseconds. */
      readonly pace: number
    }

/** One part of a plan. The parts run at the same time. */
export interface PlanStep {
  readonly mix: readonly PlannedScenario[]
  readonly arrival: Arrival
  /** Milliseconds from the start of the plan. */
  readonly delay: number
}

/** A plan that has been read and checked. */
export interface Plan {
  readonly name: string
  readonly steps: readonly PlanStep[]
  /** What must hold at the end, such as `notification.latency p99 < 500ms`. */
  readonly thresholds: readonly string[]
  /** Milliseconds that scenarios get to end when their stages are over. */
  readonly gracefulStop: number
  /** Seeds the choice among the scenarios of a step. */
  readonly seed: number
}

/** What a plan has unless it says otherwise. */
export const planDefaults: Omit<Plan, 'name' | 'steps'> = { thresholds: [], gracefulStop: 30_000, seed: 1 }
