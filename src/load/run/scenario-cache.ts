// Finds the scenarios of a plan, each once.
import { type AnyScenario, type FoundScenario, findScenario } from '../../scenario/index.ts'
import { planError } from '../plan/index.ts'

/** The scenarios that a run has found. */
export class ScenarioCache {
  readonly #root: string
  readonly #found = new Map<string, Promise<FoundScenario>>()

  /** @param root - What paths are relative to. */
  constructor(root: string) {
    this.#root = root
  }

  /** Finds a scenario by its name; a function is there already. */
  find(scenario: AnyScenario | string): Promise<FoundScenario> {
    if (typeof scenario === 'function') return Promise.resolve({ scenario, name: scenario.name || 'scenario' })
    const known = this.#found.get(scenario)
    if (known !== undefined) return known
    const found = findScenario(scenario, this.#root)
    this.#found.set(scenario, found)
    return found
  }
}

/** @throws PushwrightError `ERR_OPTION` if a scenario gets fewer arguments than it cannot do without. */
export function checkArguments({ scenario, name }: FoundScenario, args: readonly unknown[], place: string): void {
  if (args.length >= scenario.length) return
  throw planError(place, `Expected ${scenario.length} or more arguments for ${name}, got ${args.length}.`)
}
