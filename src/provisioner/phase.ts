// Runs one phase of a provisioner's life in bounded time, and names the phase when it fails.
import { Timing } from '../deadline/index.ts'
import { isPushwrightError, PushwrightError } from '../errors/index.ts'

/** The phases of a provisioner's life. */
export type Phase = 'configure' | 'health probe' | 'discovery' | 'initialise' | 'setup' | 'teardown' | 'finalise'

/** What {@link runPhase} needs to know. */
export interface PhaseOptions {
  readonly phase: Phase
  /** The name of the target, for messages. */
  readonly target: string
  /** Milliseconds, before scaling. */
  readonly timeout: number
  readonly scale?: number
}

/**
 * Runs `work` until it settles, at most `timeout`.
 *
 * @throws PushwrightError `ERR_PHASE` that names phase, target and cause. `ERR_CONFIG` and `ERR_LEAK` pass as they are, since
 *   they say more.
 */
export async function runPhase<T>(options: PhaseOptions, work: () => Promise<T> | T): Promise<T> {
  const { phase, target, timeout, scale = 1 } = options
  try {
    const running = (async () => work())()
    return await new Timing({ timeout, scale }).deadline().bound(`${phase} of ${target}`, running)
  } catch (cause) {
    if (isPushwrightError(cause, 'ERR_CONFIG') || isPushwrightError(cause, 'ERR_LEAK')) throw cause
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new PushwrightError('ERR_PHASE', `The ${phase} of target "${target}" failed: ${why}`, {
      cause,
      details: { phase, target },
    })
  }
}
