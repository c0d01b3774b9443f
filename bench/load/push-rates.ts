// How push round trips are compared: by the clock, and by what they cost the process that pushes and receives.
import type { Child } from '../harness/child.ts'
import { compare } from '../harness/compare.ts'
import type { Effort } from '../harness/effort.ts'
import type { Comparison } from '../harness/result.ts'
import type { Ask, Pushed } from './side.ts'

/** What sides are asked, and which of the answers counts. */
export interface PushQuestion {
  readonly clients: number
  readonly pushes: number
  readonly encrypted: boolean
  readonly figure: 'median' | 'perSecond'
  readonly aim?: number
}

/** Lets two sides push in turns. */
export async function comparePushes(
  effort: Effort,
  sides: { readonly ours: Child; readonly bare: Child },
  { clients, pushes, encrypted, figure, aim }: PushQuestion,
): Promise<{ pushed: Comparison; computing: Comparison }> {
  const ask: Ask = { do: 'push', clients, pushes: Math.max(clients, effort.amount(pushes)), encrypted }
  const push = (side: Child) => async () => {
    const pushed = await side.ask<Pushed>(ask)
    return { pushed: pushed[figure], computing: pushed.computed }
  }
  const how = `${clients === 1 ? 'one after another' : `${clients} at once`}, ${encrypted ? 'encrypted and decrypted' : 'encrypted before'}`
  return compare({
    rounds: effort.rounds(11),
    than: 'bare `ws` and `undici`',
    figures: {
      pushed: {
        what: `push round trip, ${how}`,
        unit: figure === 'median' ? 'ms' : '/s',
        better: figure === 'median' ? 'lower' : 'higher',
        ...(aim !== undefined && { aim }),
      },
      computing: { what: `its processor time, ${how}`, unit: 'ms', better: 'lower' },
    },
    ours: push(sides.ours),
    theirs: push(sides.bare),
  })
}
