// Runs a scenario from its first command until everything that it opened is closed; it ends exactly once.
import { formatDuration } from '../deadline/index.ts'
import { PushwrightError } from '../errors/index.ts'
import type { ScopedProvisioner } from '../provisioner/index.ts'
import { createRandom } from '../random/index.ts'
import { type Abortable, offAbort, onAbort } from './abort-fan-out.ts'
import { Drive } from './drive.ts'
import { kindOf } from './failure-kind.ts'
import { placeOf } from './place.ts'
import { scopedTarget } from './provisioner-target.ts'
import { silentRecorder } from './recorder.ts'
import type { AnyScenario, RunScenarioOptions, ScenarioRecorder, ScenarioResult, SpawnSpec } from './scenario.ts'
import { ScenarioSession } from './session.ts'
import { SpawnedScenarios } from './spawned-scenarios.ts'
import type { ScenarioTarget } from './target.ts'

/** How to run a scenario in a test. */
export interface TestScenarioOptions extends Omit<RunScenarioOptions, 'target'>, Pick<ScenarioTarget, 'preEncrypted'> {
  /** What the test has got. */
  readonly provisioner: ScopedProvisioner
}

/** The result of a scenario's type. */
export type ResultOf<S extends AnyScenario> = ScenarioResult<S extends AnyScenario<infer Result> ? Result : unknown>

/** How the steps of a scenario ended, before everything is closed. */
type Outcome = Pick<ScenarioResult, 'state' | 'result' | 'error' | 'at'>

/** Longest delay that `setTimeout` takes. */
const maxDelay = 0x7fff_ffff

/**
 * Runs a scenario. It ends when the scenario and those that it spawned have ended and their connections are closed.
 *
 * With a `target` the result tells how it ended, whatever that is. With the `provisioner` of a test it rejects if the scenario does
 * not pass, so that the test fails.
 *
 * @throws What the scenario threw, with a `provisioner` only.
 *
 * @example
 * ```ts
 * test('a push arrives', async ({ provisioner }) => {
 *   await runScenario(basic, { provisioner })
 * })
 * ```
 */
export async function runScenario<S extends AnyScenario>(
  scenario: S,
  options: (RunScenarioOptions | TestScenarioOptions) & { readonly args?: Readonly<Parameters<S>> },
): Promise<ResultOf<S>> {
  if ('target' in options) return new ScenarioRun(scenario, options).finish() as Promise<ResultOf<S>>
  const { provisioner, preEncrypted, ...rest } = options
  const target = scopedTarget(provisioner, preEncrypted === undefined ? {} : { preEncrypted })
  try {
    const result = await runScenario(scenario, { ...rest, target })
    if (result.state === 'passed') return result
    throw result.error
  } finally {
    await target.close()
  }
}

class ScenarioRun implements Abortable {
  readonly #name: string
  readonly #options: RunScenarioOptions
  readonly #recorder: ScenarioRecorder
  readonly #controller = new AbortController()
  /** Made for the first that is spawned. */
  #spawned: SpawnedScenarios | undefined
  readonly #session: ScenarioSession
  readonly #drive: Drive
  /** Why it was ended from outside, if it was. */
  #abortion: PushwrightError | undefined

  constructor(scenario: AnyScenario, options: RunScenarioOptions) {
    const { target, recorder = silentRecorder, spawn, seed, args = [] } = options
    const { signal } = this.#controller
    const random = seed === undefined ? undefined : createRandom(seed)
    this.#name = options.name ?? (scenario.name || 'scenario')
    this.#options = options
    this.#recorder = recorder
    this.#session = new ScenarioSession({
      name: this.#name,
      target,
      recorder,
      signal,
      spawn: spawn ?? ((spec) => this.#spawn(spec)),
    })
    this.#drive = new Drive({ scenario, args, session: this.#session, random })
  }

  async finish(): Promise<ScenarioResult> {
    const { signal, target } = this.#options
    onAbort(signal, this)
    const timer = this.#limit()
    let outcome: Outcome
    // Not a function of its own: thousands are suspended here.
    try {
      outcome = await this.#complete(await this.#drive.finish())
    } catch (error) {
      outcome = await this.#giveUp(error)
    }
    offAbort(signal, this)
    clearTimeout(timer)
    const ended = await this.#close(outcome)
    if (ended.state === 'failed' && this.#spawned?.failed === undefined) this.#tell(ended.error)
    return {
      ...ended,
      preEncrypted: target.preEncrypted ?? false,
      transcript: this.#spawned?.failed?.transcript ?? this.#session.events,
    }
  }

  #spawn(spec: string | SpawnSpec): Promise<void> {
    const { target } = this.#options
    const { signal } = this.#controller
    const recorder = this.#recorder
    this.#spawned ??= new SpawnedScenarios({
      run: (one, { name, args, seed }) => runScenario(one, { target, recorder, signal, name, args, seed }),
      // What a scenario has spawned is a part of it.
      onFailure: ({ error }) => this.#stop(error),
      signal,
    })
    return this.#spawned.start(spec)
  }

  abort(): void {
    this.#abortion = new PushwrightError('ERR_ABORTED', `Stopped ${this.#name}: the signal was aborted.`, {
      cause: this.#options.signal?.reason,
    })
    this.#stop(this.#abortion)
  }

  /** Ends what is under way: the command of the scenario, and what it has spawned. */
  #stop(reason: unknown): void {
    this.#drive.interrupt(reason)
    this.#controller.abort(reason)
  }

  #limit(): NodeJS.Timeout | undefined {
    const { timeout, target } = this.#options
    if (timeout === undefined) return undefined
    const limit = timeout * target.timing.scale
    const message = `Waited ${formatDuration(limit)} for ${this.#name} to end.`
    const error = (): PushwrightError => new PushwrightError('ERR_TIMEOUT', message, { details: { timeout: limit } })
    return setTimeout(() => this.#stop(error()), Math.min(limit, maxDelay))
  }

  /** All steps are taken. */
  async #complete(result: unknown): Promise<Outcome> {
    await this.#spawned?.finish()
    this.#controller.signal.throwIfAborted()
    return { state: 'passed', result }
  }

  async #giveUp(error: unknown): Promise<Outcome> {
    this.#stop(error)
    await this.#spawned?.finish()
    if (error === this.#abortion) return { state: 'aborted', error }
    const failed = this.#spawned?.failed
    const at = placeOf(error, this.#name, this.#drive.command)
    return { state: 'failed', error, at: failed === undefined ? at : `${this.#name} > ${failed.at}` }
  }

  /** What cannot be undone fails a scenario that has passed; of one that has failed, the failure says more. */
  async #close(outcome: Outcome): Promise<Outcome> {
    try {
      await this.#session.close()
      return outcome
    } catch (error) {
      if (outcome.state === 'failed') return outcome
      return { state: 'failed', error, at: `${this.#name} > close` }
    }
  }

  #tell(error: unknown): void {
    this.#recorder.failed(kindOf(error, this.#drive.command), error)
  }
}
