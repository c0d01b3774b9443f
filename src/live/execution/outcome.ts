// What a test comes to by what it throws.
import { isPushwrightError } from '../../errors/index.ts'
import { redact } from '../../transcript/index.ts'
import type { Outcome, ReportError } from './report.ts'

/** Thrown by `skip`. */
export class SkipRequest extends Error {
  override readonly name = 'SkipRequest'
}

/** The outcome of something thrown by a test. */
export function outcomeOf(error: unknown): Outcome {
  if (error instanceof SkipRequest) return 'skip'
  if (isPushwrightError(error, 'ERR_TIMEOUT')) return 'timeout'
  if (isPushwrightError(error, 'ERR_UNEXPECTED')) return 'fail'
  const { name, code } = (error ?? {}) as { name?: unknown; code?: unknown }
  if (name === 'TimeoutError') return 'timeout'
  return name === 'AssertionError' || code === 'ERR_ASSERTION' ? 'fail' : 'error'
}

/** What was thrown, as data. */
export function describeError(error: unknown): ReportError {
  if (!(error instanceof Error)) return { name: typeof error, message: redact(String(error)) }
  const { code } = error as { code?: unknown }
  return {
    name: error.name,
    ...(typeof code === 'string' && { code }),
    message: redact(error.message),
    ...(error.stack !== undefined && { stack: redact(error.stack) }),
  }
}
