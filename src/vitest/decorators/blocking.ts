// How long a test may take: without limit, the budget of the target, or a time of its own. Each is scaled by `timeout_scale`.
import { type Duration, parseDuration } from '../../deadline/index.ts'
import { PushwrightError } from '../../errors/index.ts'
import { type Decorator, decorator } from './decorator.ts'

/** The test is awaited without a limit of its own, and without Vitest's. */
export const blocking: Decorator = decorator({ kind: 'deadline', timeout: 'none' })

/**
 * The test fails when it takes longer than the `timeout` of the target.
 *
 * @example
 * ```ts
 * test.with(blockingTimed)('arrives soon', async ({ client }) => {})
 * ```
 */
export const blockingTimed: Decorator = decorator({ kind: 'deadline', timeout: 'settings' })

/**
 * The test fails when it takes longer than `timeout`.
 *
 * @param timeout - Milliseconds, or text such as `500ms`, `5s`, `2m`.
 * @throws PushwrightError `ERR_OPTION` if it is not a duration.
 *
 * @example
 * ```ts
 * test.with(blockingWithTimeout('30s'))('arrives at last', async ({ client }) => {})
 * ```
 */
export function blockingWithTimeout(timeout: Duration): Decorator {
  const milliseconds = parseDuration(timeout)
  if (milliseconds === undefined || milliseconds === 0) {
    throw new PushwrightError(
      'ERR_OPTION',
      `Expected \`timeout\` to be a duration such as 500ms, 5s or 2m, got ${JSON.stringify(timeout)}.`,
    )
  }
  return decorator({ kind: 'deadline', timeout: milliseconds })
}
