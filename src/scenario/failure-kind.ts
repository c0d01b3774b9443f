// What reports group failures by.
import { isPushwrightError } from '../errors/index.ts'

/**
 * The kind of a failure, such as `sendNotification ERR_REFUSED 410` or `AssertionError`.
 *
 * @param command - The last command, if it is known.
 */
export function kindOf(error: unknown, command: string | undefined): string {
  const what = nameOf(error)
  return command === undefined ? what : `${command} ${what}`
}

function nameOf(error: unknown): string {
  if (isPushwrightError(error)) {
    const { status } = error.details
    return status === undefined ? error.code : `${error.code} ${status}`
  }
  return error instanceof Error ? error.name : typeof error
}
