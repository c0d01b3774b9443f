// Skips a test on targets with a quirk.
import { type QuirkReference, quirkId } from '../../quirks/index.ts'
import { type Decorator, decorator } from './decorator.ts'

/**
 * The test makes no sense on a target with this quirk, and is skipped there before anything is provisioned.
 *
 * @example
 * ```ts
 * test.with(skipWithQuirk(Quirk.PartialAckRedeliversBatch))('keeps only what is not acked', async ({ client }) => {})
 * ```
 */
export function skipWithQuirk(quirk: QuirkReference): Decorator {
  return decorator({ kind: 'skip-with-quirk', quirk: quirkId(quirk) })
}
