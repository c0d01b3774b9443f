// The error of a plan that cannot be honoured: it says which step, and what in it.
import { PushwrightError } from '../../errors/index.ts'

/**
 * An `ERR_OPTION` that begins with the place.
 *
 * @param place - Such as `step 2 of the plan`.
 * @param message - What was expected and what came, as a full sentence.
 */
export function planError(place: string, message: string): PushwrightError {
  return new PushwrightError('ERR_OPTION', `${place}: ${message}`, { details: { place } })
}
