// The push service of a live check, for those who cannot do without it.
import { PushwrightError } from '../../errors/index.ts'
import type { ScenarioTarget } from '../../scenario/index.ts'

/** @throws PushwrightError `ERR_STATE` if there is none. */
export function requireTarget(target: ScenarioTarget | undefined): ScenarioTarget {
  if (target !== undefined) return target
  throw new PushwrightError('ERR_STATE', 'The live check has no target. Give it one: `new LiveCheck({ target })`.')
}
