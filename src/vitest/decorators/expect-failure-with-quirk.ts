// Expects a test to fail on targets with a quirk, so that a stale quirk is noticed.
import { type QuirkReference, quirkId } from '../../quirks/index.ts'
import { type Decorator, decorator } from './decorator.ts'

/**
 * On a target with this quirk the test runs and must fail; if it passes, the quirk is stale and the test fails for that.
 *
 * @example
 * ```ts
 * test.with(expectFailureWithQuirk(Quirk.PartialAckRedeliversBatch))('keeps only what is not acked', async ({ client }) => {})
 * ```
 */
export function expectFailureWithQuirk(quirk: QuirkReference): Decorator {
  return decorator({ kind: 'expect-failure-with-quirk', quirk: quirkId(quirk) })
}
