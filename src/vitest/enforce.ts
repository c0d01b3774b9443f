// Enforces requirements while a test runs: deadlines, expected failures, and decorated functions that plain Vitest calls.
import type { TestContext } from 'vitest'
import { Deadline } from '../deadline/index.ts'
import { isPushwrightError, PushwrightError } from '../errors/index.ts'
import { quirkName } from '../quirks/index.ts'
import { currentEnvironment } from './current.ts'
import { skipOfTest } from './gate.ts'
import { expectedFailures, type Requirement } from './requirements.ts'

/**
 * The time a test may take by its requirements, in milliseconds and scaled; the innermost decorator wins.
 *
 * @returns `undefined` if none says so; `Infinity` for `blocking`.
 */
export function timeLimitOf(requirements: readonly Requirement[]): number | undefined {
  const deadlines = requirements.filter((requirement) => requirement.kind === 'deadline')
  const timeout = deadlines.at(-1)?.timeout
  if (timeout === undefined) return undefined
  if (timeout === 'none') return Number.POSITIVE_INFINITY
  const timing = currentEnvironment()?.provisioner?.timing
  if (timing === undefined) return undefined
  return (timeout === 'settings' ? timing.timeout : timeout) * timing.scale
}

/** The `timeout` option for Vitest, in milliseconds; 0 is no limit. */
export function vitestLimitOf(requirements: readonly Requirement[]): number | undefined {
  const limit = timeLimitOf(requirements)
  const capabilities = currentEnvironment()?.provisioner?.capabilities
  if (limit === undefined) return undefined
  if (limit === Number.POSITIVE_INFINITY) return 0
  // A test that is expected to fail may do so by its limit, which has to strike before Vitest's.
  const mustFail = capabilities !== undefined && expectedFailures(requirements, capabilities).length > 0
  return mustFail ? limit + 5000 : limit
}

/** Runs a test function; under one of the quirks that it expects to fail with, it must. */
export async function runTest(requirements: readonly Requirement[], run: () => unknown): Promise<unknown> {
  const capabilities = currentEnvironment()?.provisioner?.capabilities
  const quirks = capabilities === undefined ? [] : expectedFailures(requirements, capabilities)
  if (quirks.length === 0) return run()
  try {
    // A test that hangs fails as well, so its limit counts in here, before Vitest's own.
    await withLimit(timeLimitOf(requirements), run)
  } catch (error) {
    if (isSkip(error)) throw error
    return undefined
  }
  throw new PushwrightError(
    'ERR_UNEXPECTED',
    `This test passes although the target has the quirk ${quirks.map(quirkName).join(', ')}. The quirk is stale: take it out of the INI, or out of this test.`,
    { details: { quirks } },
  )
}

/** What a decorated function does when it was not registered by our `test`: decide, skip, limit, run. */
export function enforceAtCall(requirements: readonly Requirement[], run: () => unknown, context: unknown): unknown {
  const { task, skip } = (context ?? {}) as Partial<TestContext>
  if (task?.meta.pushwright?.requirements !== undefined) return run()
  const reason = skipOfTest(requirements)
  if (reason !== undefined) {
    if (task === undefined || skip === undefined) {
      throw new PushwrightError(
        'ERR_UNCONFIGURED',
        `A decorated function was called outside of a test: ${reason.note}.`,
      )
    }
    task.meta.pushwright = { requirements, skip: reason }
    skip(reason.note)
  }
  return runTest(requirements, () => withLimit(timeLimitOf(requirements), run))
}

async function withLimit(limit: number | undefined, run: () => unknown): Promise<unknown> {
  if (limit === undefined || limit === Number.POSITIVE_INFINITY) return run()
  return Deadline.after(limit).bound('the test to end', Promise.resolve(run()))
}

/** Vitest skips by an error of its own. */
function isSkip(error: unknown): boolean {
  return !isPushwrightError(error) && (error as { code?: unknown } | null)?.code === 'VITEST_PENDING'
}
