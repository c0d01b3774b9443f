// Durations as the builders take them.
import { type Duration, parseDuration } from '../deadline/index.ts'
import { PushwrightError } from '../errors/index.ts'

/**
 * Milliseconds; `null` means no limit.
 *
 * @throws PushwrightError `ERR_OPTION` for what is no duration.
 */
export function milliseconds(value: Duration | null, name: string): number {
  if (value === null) return Number.POSITIVE_INFINITY
  const parsed = parseDuration(value)
  if (parsed !== undefined) return parsed
  throw new PushwrightError(
    'ERR_OPTION',
    `Expected \`${name}\` to be milliseconds or a duration such as 500ms, 5s or 2m, got \`${String(value)}\`.`,
  )
}
