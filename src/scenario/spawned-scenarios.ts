// Scenarios that another one has started: they run beside it in the same process, and are a part of it.
import { PushwrightError } from '../errors/index.ts'
import { randomInteger } from './chance.ts'
import { type FoundScenario, findScenario } from './find-scenario.ts'
import { pause } from './pause.ts'
import type { AnyScenario, RunScenarioOptions, ScenarioResult, SpawnSpec } from './scenario.ts'

/** How spawned scenarios are run. */
export interface SpawnedOptions {
  readonly run: (
    scenario: AnyScenario,
    options: Required<Pick<RunScenarioOptions, 'name' | 'args' | 'seed'>>,
  ) => Promise<ScenarioResult>
  /** Called for each that fails. */
  readonly onFailure: (result: ScenarioResult) => void
  /** No more are started when it is aborted. */
  readonly signal: AbortSignal
}

/** The scenarios that one scenario has spawned. */
export class SpawnedScenarios {
  readonly #options: SpawnedOptions
  readonly #running = new Set<Promise<void>>()
  #failed: ScenarioResult | undefined

  constructor(options: SpawnedOptions) {
    this.#options = options
  }

  /** The first that failed. */
  get failed(): ScenarioResult | undefined {
    return this.#failed
  }

  /**
   * Starts scenarios, and waits for none.
   *
   * @throws PushwrightError `ERR_OPTION` for a name that no scenario has, and for numbers that are none.
   */
  async start(spec: string | SpawnSpec): Promise<void> {
    const {
      scenario: named,
      args = [],
      quantity = 1,
      stagger = Math.max(1, quantity),
      delay = 0,
    } = typeof spec === 'string' ? { scenario: spec } : spec
    requireSetting('quantity', quantity, 'a whole number', Number.isInteger(quantity) && quantity >= 0)
    requireSetting('stagger', stagger, 'a number above 0', stagger > 0)
    requireSetting('delay', delay, 'seconds', delay >= 0 && Number.isFinite(delay))
    // Drawn before anything is awaited, while chance is that of the scenario.
    const seeds = Array.from({ length: quantity }, () => randomInteger(0, 0xffff_ffff))
    const found =
      typeof named === 'string' ? await findScenario(named, process.cwd()) : { scenario: named, name: named.name }
    for (const [index, seed] of seeds.entries()) {
      const running = this.#launch(found, args, seed, 1000 * (delay + Math.floor(index / stagger)))
      this.#running.add(running)
      void running.then(() => this.#running.delete(running))
    }
  }

  /** Waits until all have ended, also those that they have spawned. */
  async finish(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running)
  }

  /** Never rejects. */
  async #launch(
    { scenario, name }: FoundScenario,
    args: readonly unknown[],
    seed: number,
    delay: number,
  ): Promise<void> {
    const { run, onFailure, signal } = this.#options
    try {
      if (delay > 0) await pause(delay, signal)
    } catch {
      // Aborted before its time has come.
      return
    }
    const result = await run(scenario, { name, args, seed })
    if (result.state !== 'failed') return
    this.#failed ??= result
    onFailure(result)
  }
}

function requireSetting(name: string, value: number, expected: string, holds: boolean): void {
  if (holds) return
  throw new PushwrightError('ERR_OPTION', `Expected \`${name}\` of a spawned scenario to be ${expected}, got ${value}.`)
}
