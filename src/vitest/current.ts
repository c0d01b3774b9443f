// Where the environment leaves the provisioner for the tests of a worker.
import { type Provisioner, runPhase } from '../provisioner/index.ts'
import type { EnvironmentOptions, Provided } from './provided.ts'

/**
 * What the environment leaves behind. It is found by a registered symbol, since the environment and the tests can hold
 * separate copies of this module.
 */
export interface EnvironmentState {
  /** Absent when there is no INI. */
  readonly provisioner?: Provisioner
  /** What went wrong while the environment was made; the setup file throws it. */
  readonly error?: unknown
  readonly options: EnvironmentOptions
  /** What the plugin would have provided; present where there is none. */
  readonly provided?: Provided
  /** The last `initialise`, which goes on while the test file is imported. */
  initialised?: Promise<void>
  /** Whether `finalise` has run since the last `initialise`. */
  finalised: boolean
}

const key = Symbol.for('pushwright.provisioner')

/** What the environment of this worker left, if it is ours. */
export function currentEnvironment(): EnvironmentState | undefined {
  return (globalThis as { [key]?: EnvironmentState })[key]
}

/** Leaves something for the tests, or takes it away. */
export function setCurrentEnvironment(global: typeof globalThis, state: EnvironmentState | undefined): void {
  Object.assign(global, { [key]: state })
}

/**
 * Runs `finalise` of the provisioner, unless it ran already.
 *
 * @throws PushwrightError `ERR_PHASE` if it fails or overruns; what it had not closed by then is abandoned.
 */
export async function finalise(state: EnvironmentState): Promise<void> {
  const { provisioner, finalised } = state
  if (provisioner === undefined || finalised) return
  state.finalised = true
  // Its error, if it has one, is told by the setup file.
  await state.initialised?.catch(() => {})
  const { finaliseTimeout: timeout, timeoutScale: scale } = provisioner.global
  await runPhase({ phase: 'finalise', target: provisioner.target, timeout, scale }, () => provisioner.finalise())
}
