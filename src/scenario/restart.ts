// Restarts a scenario that fails.
import { randomNumber } from './chance.ts'
import { Command } from './command.ts'
import { wait } from './commands/index.ts'
import { kindOf } from './failure-kind.ts'
import type { Scenario, ScenarioSteps } from './scenario.ts'

/** How often and how patiently to restart. */
export interface RestartOptions {
  /** Restarts after the first attempt; `Infinity` for no end. Default 3. */
  readonly count?: number
  /** The delay before the first restart, in milliseconds; it doubles each time, and is shortened at random by up to a half. Default 1000. */
  readonly minDelay?: number
  /** The longest delay, in milliseconds. Default 30,000. */
  readonly maxDelay?: number
}

/**
 * Decorates a scenario: when it fails, it begins anew, with another client. When the attempts run out, the last error is thrown.
 * It can be a part of another scenario, too; the client is the same then, so that all of its connections and subscriptions are gone.
 *
 * @example
 * ```ts
 * export const patient = restart({ count: 5, minDelay: 100 })(function* patient() {
 *   yield* connect()
 *   yield* hello()
 * })
 * ```
 */
export function restart(options: RestartOptions = {}): RestartDecorator {
  return (scenario) => Object.defineProperty(restarting(scenario, options), 'name', { value: scenario.name })
}

/** What {@link restart} returns: it takes a scenario and gives one of the same arguments and result. */
export type RestartDecorator = <Args extends readonly unknown[], Result>(
  scenario: Scenario<Args, Result>,
) => Scenario<Args, Result>

function restarting<Args extends readonly unknown[], Result>(
  scenario: Scenario<Args, Result>,
  { count = 3, minDelay = 1000, maxDelay = 30_000 }: RestartOptions,
): Scenario<Args, Result> {
  return function* (...args: Args): ScenarioSteps<Result> {
    for (let restarts = 0; ; restarts++) {
      try {
        return yield* scenario(...args)
      } catch (error) {
        if (restarts >= count) throw error
        yield* beginAnew(error)
      }
      yield* wait(Math.min(maxDelay, minDelay * 2 ** restarts) * (1 - randomNumber() / 2))
    }
  }
}

/** Reports the failure, and closes and forgets the client. */
function beginAnew(error: unknown): Command<void> {
  return new Command('restart', async (session) => {
    session.recorder.failed(kindOf(error, undefined), error)
    session.recorder.counted('restarts')
    session.record('note', () => `failed: ${error instanceof Error ? error.message : String(error)}`)
    await session.reset()
  })
}
