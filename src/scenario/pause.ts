// Lets time pass.
import { Deadline } from '../deadline/index.ts'

/**
 * Waits.
 *
 * @throws PushwrightError `ERR_ABORTED` when the signal ends it.
 */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return Deadline.after(Number.POSITIVE_INFINITY, { signal }).wait<void>('time to pass', ({ resolve }) => {
    const timer = setTimeout(resolve, milliseconds)
    return () => clearTimeout(timer)
  })
}
