import { behaviours } from '../fixture/index.ts'
import { isAccepted, judge, statusOfToken, tokensNotChecked, unknown } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

/** In seconds. */
const day = 24 * 60 * 60

export const vapidExpMaxExact24h: QuirkDescription = defineQuirk(behaviours.vapidExpMaxExact24h, {
  why: 'A sender whose clock is a second fast cannot use the full day.',
  probe: async (kit) => {
    const status = await statusOfToken(kit, ({ now }) => ({ exp: now + day + 20 }))
    if (status === undefined) return tokensNotChecked()
    const seen = `A post whose token expires 24 hours and 20 seconds from now was answered ${status}.`
    if (isAccepted(status)) return judge(false, seen)
    // If the limit is shorter, this is no matter of clocks.
    const shorter = await statusOfToken(kit, ({ now }) => ({ exp: now + day - 60 }))
    return shorter !== undefined && isAccepted(shorter) ? judge(true, seen) : unknown(`${seen} So is a shorter one.`)
  },
})
