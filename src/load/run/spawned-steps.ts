// What a scenario spawns, as steps of the plan that is running.
import type { AnyScenario, SpawnSpec } from '../../scenario/index.ts'
import { type PlannedScenario, type PlanStep, parsePlanString, planError } from '../plan/index.ts'

/** A step of a run: beside the name of a scenario it may have the function. */
export interface RunStep extends Omit<PlanStep, 'mix'> {
  readonly mix: readonly (Omit<PlannedScenario, 'scenario'> & { readonly scenario: AnyScenario | string })[]
}

/**
 * The steps that are spawned, their delays from now on.
 *
 * @param spec - The string form of a plan, all its steps; or one scenario with its number.
 * @throws PushwrightError `ERR_OPTION` for what cannot be honoured.
 */
export function spawnedSteps(spec: string | SpawnSpec): RunStep[] {
  if (typeof spec === 'string') return parsePlanString(spec)
  const { scenario, args = [], quantity = 1, stagger = quantity, delay = 0 } = spec
  const numbers = Object.entries({ quantity, stagger })
  const wrong = numbers.find(([, number]) => !Number.isInteger(number) || number < 1)
  if (wrong !== undefined) {
    const [name, number] = wrong
    throw planError('A spawned scenario', `Expected \`${name}\` to be a whole number from 1 on, got ${number}.`)
  }
  if (!(delay >= 0 && Number.isFinite(delay))) {
    throw planError('A spawned scenario', `Expected \`delay\` to be seconds, 0 or more, got ${delay}.`)
  }
  const arrival = { model: 'launch', quantity, perSecond: stagger } as const
  return [{ mix: [{ scenario, args, weight: 1 }], arrival, delay: delay * 1000 }]
}
