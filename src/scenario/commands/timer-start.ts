// Starts a timer.
import { PushwrightError } from '../../errors/index.ts'
import { Command } from '../command.ts'

/**
 * Starts a timer of the scenario's own, see `timerEnd`.
 *
 * @throws PushwrightError `ERR_STATE` if it runs already.
 */
export function timerStart(name: string): Command<void> {
  return new Command('timerStart', ({ timers }) => {
    if (timers.has(name)) {
      throw new PushwrightError('ERR_STATE', `The timer "${name}" was started already. Yield \`timerEnd\` first.`)
    }
    timers.set(name, performance.now())
  })
}
