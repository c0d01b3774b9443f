// A command: one step of a scenario, as a value that is yielded.
import { markPlace } from './place.ts'
import type { ScenarioSession } from './session.ts'

/**
 * One step of a scenario. `yield*` hands it to the runner and gives its result, or throws what it threw.
 *
 * @example
 * ```ts
 * const { pushEndpoint } = yield* register(randomChannelId())
 * ```
 */
export class Command<Result> {
  readonly name: string
  /** Does it, in a session; whatever it throws is thrown where it was yielded. */
  readonly perform: (session: ScenarioSession) => Result | Promise<Result>

  constructor(name: string, perform: (session: ScenarioSession) => Result | Promise<Result>) {
    this.name = name
    this.perform = perform
  }

  *[Symbol.iterator](): Generator<Command<Result>, Result, unknown> {
    try {
      return (yield this) as Result
    } catch (error) {
      // The frames of the scenarios are on the stack here, and nowhere else.
      markPlace(error)
      throw error
    }
  }
}
