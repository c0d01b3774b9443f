// Takes the steps of a scenario one after another, without recursion and without keeping the event loop to itself.
import { setImmediate as turn } from 'node:timers/promises'
import { PushwrightError } from '../errors/index.ts'
import { type Random, withRandom } from './chance.ts'
import type { Command } from './command.ts'
import type { AnyScenario, ScenarioSteps } from './scenario.ts'
import type { ScenarioSession } from './session.ts'

/** Milliseconds of its own work after which a scenario lets others have their turn, although it need not wait for anything. */
const slice = 5

/** Commands of `finally` blocks that are refused before the rest of a scenario is given up. */
const patience = 100

/** What is driven. */
export interface DriveOptions {
  readonly scenario: AnyScenario
  readonly args: readonly unknown[]
  readonly session: ScenarioSession
  readonly random: Random | undefined
}

/**
 * The steps of one scenario, while they are taken. Of the many thousand that a process may drive, most wait for a command: what they hold
 * meanwhile is their cost, so that nothing but one function is suspended here.
 */
export class Drive {
  /** The name of the command that is performed, or was last. */
  command: string | undefined
  readonly #scenario: AnyScenario
  readonly #args: readonly unknown[]
  readonly #session: ScenarioSession
  readonly #random: Random | undefined
  #isInterrupted = false
  #reason: unknown
  /** Ends the wait for the command that is performed. */
  #leave: ((reason: unknown) => void) | undefined

  constructor({ scenario, args, session, random }: DriveOptions) {
    this.#scenario = scenario
    this.#args = args
    this.#session = session
    this.#random = random
  }

  /** Stops the scenario at the command it waits for, or before it begins. */
  interrupt(reason: unknown): void {
    if (this.#isInterrupted) return
    this.#isInterrupted = true
    this.#reason = reason
    this.#leave?.(reason)
  }

  /**
   * Takes all steps.
   *
   * @returns What the scenario returns.
   * @throws What it throws, or the reason of its interruption.
   */
  async finish(): Promise<unknown> {
    if (this.#isInterrupted) throw this.#reason
    const steps = this.#begin()
    let busy = 0
    let resumedAt = performance.now()
    let step = this.#resume(steps, { value: undefined })
    while (step.done !== true) {
      let outcome = this.#perform(step.value)
      busy += performance.now() - resumedAt
      if (isPromise(outcome)) {
        try {
          outcome = { value: await this.#interruptible(outcome) }
        } catch (error) {
          outcome = { error }
        }
      }
      if (busy > slice) {
        await turn()
        busy = 0
      }
      if (this.#isInterrupted) return this.#unwind(steps, this.#reason)
      resumedAt = performance.now()
      step = this.#resume(steps, outcome)
    }
    return step.value
  }

  #begin(): ScenarioSteps<unknown> {
    const scenario = this.#scenario
    return withRandom(this.#random, () => scenario(...this.#args))
  }

  #resume(steps: ScenarioSteps<unknown>, outcome: CommandOutcome): IteratorResult<unknown, unknown> {
    return withRandom(this.#random, () => ('error' in outcome ? steps.throw(outcome.error) : steps.next(outcome.value)))
  }

  /** Begins a command, which may be done at once. */
  #perform(command: unknown): CommandOutcome | PromiseLike<unknown> {
    try {
      if (!isCommand(command)) throw notACommand(command)
      this.command = command.name
      this.#session.record('note', () => command.name)
      const result = withRandom(this.#random, () => command.perform(this.#session))
      return isPromise(result) ? result : { value: result }
    } catch (error) {
      return { error }
    }
  }

  /** A command that does not look at the signal is left alone. */
  #interruptible<T>(work: PromiseLike<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#leave = reject
      work.then(resolve, reject)
    })
  }

  /** Runs the `finally` blocks; commands in them are refused, since nothing can be done any more. */
  #unwind(steps: ScenarioSteps<unknown>, reason: unknown): never {
    try {
      let step = steps.return(undefined)
      for (let count = 0; step.done !== true && count < patience; count++) step = steps.throw(reason)
    } catch {
      // Mostly the reason itself, on its way out. That the scenario was interrupted says more than what came of it.
    }
    throw reason
  }
}

type CommandOutcome = { readonly value: unknown } | { readonly error: unknown }

/** By its members, since a scenario can have its commands from another copy of this package. */
function isCommand(value: unknown): value is Command<unknown> {
  return typeof (value as Partial<Command<unknown>> | null | undefined)?.perform === 'function'
}

function notACommand(value: unknown): PushwrightError {
  const isGenerator = typeof (value as Partial<Generator> | null | undefined)?.next === 'function'
  const got = isGenerator ? 'the steps of another scenario' : `a value of type ${typeof value}`
  const advice = isGenerator
    ? 'Write `yield*` instead of `yield`.'
    : 'Yield what `connect()`, `hello()` and the like return.'
  return new PushwrightError('ERR_OPTION', `Expected a scenario to yield a command, got ${got}. ${advice}`)
}

function isPromise<T>(value: T | PromiseLike<T>): value is PromiseLike<T> {
  return typeof (value as Partial<PromiseLike<T>> | null | undefined)?.then === 'function'
}
