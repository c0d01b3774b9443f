// A plan as people write it in a TypeScript or JSON file.
import type { Duration } from '../../deadline/index.ts'

/** A stage: one value all the time, or a straight line from one to another. */
export type StageInput =
  | { readonly duration: Duration; readonly at: number }
  | { readonly duration: Duration; readonly from: number; readonly to: number }

/** One scenario of a mix. */
export interface ScenarioInput {
  readonly scenario: string
  /** JSON values. Default none. */
  readonly args?: readonly unknown[]
  /** How often it is chosen, compared with the others. Default 1. */
  readonly weight?: number
}

/** What every step has: what runs, and from when on. */
interface StepInputBase {
  /** One scenario, or a mix by weight. */
  readonly scenario: string | readonly ScenarioInput[]
  /** For a single scenario; JSON values. Default none. */
  readonly args?: readonly unknown[]
  /** From the start of the plan; milliseconds as a number, or text such as `30s`. Default 0. */
  readonly delay?: Duration
}

/** One step of a plan: the string form, or a mix with one of three kinds of arrival. */
export type StepInput =
  | string
  /** So many in all, `stagger` of them at the beginning of each second. */
  | (StepInputBase & { readonly quantity: number; readonly stagger: number })
  /** Open model: so many begin in a second, however long they take. */
  | (StepInputBase & { readonly rate: readonly StageInput[] })
  /** Closed model: so many at a time; each begins again after `thinkTime`, and not earlier than `pace` after it began. */
  | (StepInputBase & {
      readonly clients: readonly StageInput[]
      readonly thinkTime?: Duration
      readonly pace?: Duration
    })

/** A plan. Its steps run at the same time. */
export interface PlanInput {
  /** Default: the name of the file. */
  readonly name?: string
  readonly steps: readonly StepInput[]
  /** What must hold at the end, such as `notification.latency p99 < 500ms` or `errors < 0.1%`. Default none. */
  readonly thresholds?: readonly string[]
  /** What scenarios get to end when their stages are over; then they are aborted. Default `30s`. */
  readonly gracefulStop?: Duration
  /** Seeds the choice among the scenarios of a mix. Default 1. */
  readonly seed?: number
}

/**
 * Gives a plan its type, in a file whose default export it is.
 *
 * @example
 * ```ts
 * export default definePlan({
 *   steps: [{ scenario: 'basic', rate: [{ duration: '30s', from: 0, to: 50 }, { duration: '2m', at: 50 }] }],
 *   thresholds: ['notification.latency p99 < 500ms', 'errors < 0.1%'],
 * })
 * ```
 */
export function definePlan(plan: PlanInput): PlanInput {
  return plan
}
