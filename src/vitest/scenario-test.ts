// Registers a scenario as a test.
import { type AnyScenario, runScenario, scopedTarget } from '../scenario/index.ts'
import { renderDiagram } from '../transcript/index.ts'
import type { Decorator } from './decorators/index.ts'
import { test } from './test.ts'

/** How a scenario is to be tested. */
export interface ScenarioTestOptions<S extends AnyScenario> {
  /** The name of the test. Default: that of the scenario. */
  readonly name?: string
  /** The arguments of the scenario. */
  readonly args?: Readonly<Parameters<S>>
  /** What it needs of the target, as for `test.with(...)`. */
  readonly decorators?: readonly Decorator[]
  /** Milliseconds that the test may take. Default: Vitest's, or what a decorator says. */
  readonly timeout?: number
  /** Seed of everything random in it. Default: something else each time. */
  readonly seed?: number
}

/**
 * Registers a test that runs a scenario, which fails if the scenario does; what was said is annotated then.
 *
 * @example
 * ```ts
 * scenarioTest(basic)
 * scenarioTest(basicTopic, { decorators: [requireFeature(Feature.Topic)] })
 * scenarioTest(notificationForever, { args: [{ runOnce: true }] })
 * ```
 */
export function scenarioTest<S extends AnyScenario>(scenario: S, options: ScenarioTestOptions<S> = {}): void {
  const { name = scenario.name, args, decorators = [], timeout, seed } = options
  test.with(...decorators)(
    name,
    timeout === undefined ? {} : { timeout },
    async ({ provisioner, signal, annotate }) => {
      const { state, error, at, transcript } = await runScenario(scenario, {
        target: scopedTarget(provisioner),
        signal,
        ...(args !== undefined && { args }),
        ...(seed !== undefined && { seed }),
      })
      if (state === 'passed') return
      await annotate(`${at ?? name}\n${renderDiagram(transcript, { last: 50 })}`, 'scenario')
      throw error
    },
  )
}
