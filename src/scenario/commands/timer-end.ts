// Stops a timer.
import { PushwrightError } from '../../errors/index.ts'
import { Command } from '../command.ts'

/**
 * Stops a timer and reports its time as `timer:NAME`.
 *
 * @returns Milliseconds since `timerStart`.
 * @throws PushwrightError `ERR_STATE` if it was not started.
 */
export function timerEnd(name: string): Command<number> {
  return new Command('timerEnd', ({ timers, recorder }) => {
    const startedAt = timers.get(name)
    if (startedAt === undefined) {
      throw new PushwrightError('ERR_STATE', `The timer "${name}" was not started. Yield \`timerStart\` first.`)
    }
    timers.delete(name)
    const endedAt = performance.now()
    recorder.measured(`timer:${name}`, startedAt, endedAt)
    return endedAt - startedAt
  })
}
