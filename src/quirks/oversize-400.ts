import { behaviours } from '../fixture/index.ts'
import { isAccepted, judge, statusOf, unknown } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const oversize400: QuirkDescription = defineQuirk(behaviours.oversize400, {
  why: 'A sender cannot tell a body that is too large from one that is wrong.',
  probe: async (kit) => {
    const status = await statusOf(kit, { payload: 'x'.repeat(16_384) })
    const seen = `A post of more than 16,384 bytes was answered ${status}.`
    return isAccepted(status) ? unknown(seen) : judge(status === 400, seen)
  },
})
