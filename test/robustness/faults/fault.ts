// A fault of the grid: what is wrong, and how a run on it must end.
import type { FaultPhase } from './phases.ts'

/** A service that runs, and lines of the INI that belong to it. */
export interface FaultyService {
  readonly url: string
  readonly ini?: readonly string[]
  close(): Promise<void>
}

/**
 * How a run ends: the target is `down` and no test runs; the phase has `failed`, and with it the test or its file; the run is `broken`, whatever
 * the tests say; all has `passed`; or the runner was `killed`.
 */
export type Outcome = 'down' | 'failed' | 'broken' | 'passed' | 'killed'

/** A fault. */
export interface Fault {
  readonly name: string
  start(): Promise<FaultyService>
  /** What the message must say beside the phase; absent if a run does not mind. */
  readonly cause?: RegExp
  /** What happens in the phase; see `happenings.ts`. Default: a conversation with the faulty service. */
  readonly happening?: string
  /** How the run must end; `undefined` where the fault cannot be. Default: {@link outcomeOfFailure}. */
  outcomeIn?(phase: FaultPhase): Outcome | undefined
}

/** How a run must end when a phase fails: without a target nothing runs, and what nobody waits for any more disturbs nobody. */
export function outcomeOfFailure(phase: FaultPhase): Outcome {
  if (phase === 'report') return 'passed'
  return phase === 'health probe' || phase === 'discovery' ? 'down' : 'failed'
}

/** How the run of a cell must end, if there is such a cell. */
export function expectedOutcome(fault: Fault, phase: FaultPhase): Outcome | undefined {
  if (fault.outcomeIn !== undefined) return fault.outcomeIn(phase)
  return fault.cause === undefined ? 'passed' : outcomeOfFailure(phase)
}
