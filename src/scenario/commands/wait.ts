// Lets time pass.
import { type Duration, parseDuration } from '../../deadline/index.ts'
import { PushwrightError } from '../../errors/index.ts'
import { Command } from '../command.ts'
import { pause } from '../pause.ts'

/**
 * Waits.
 *
 * @param duration - Milliseconds, or text such as `30s`.
 * @throws PushwrightError `ERR_OPTION` for what is no duration.
 */
export function wait(duration: Duration): Command<void> {
  return new Command('wait', ({ signal }) => {
    const milliseconds = parseDuration(duration)
    if (milliseconds !== undefined) return pause(milliseconds, signal)
    throw new PushwrightError('ERR_OPTION', `Expected a duration such as 500 or 30s to wait for, got ${duration}.`)
  })
}
