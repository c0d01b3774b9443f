// The table of the scenarios of this package.
import { shippedScenarios } from '../../src/scenario/index.ts'
import { table } from './markdown.ts'

/** Every scenario that `pushwright scenario` knows by name. */
export function scenarioTable(): string {
  return table(
    ['Scenario', 'What it does'],
    shippedScenarios.map(({ name, text }) => [`\`${name}\``, text]),
  )
}
