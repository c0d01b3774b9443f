import { behaviours } from '../fixture/index.ts'
import { isAccepted, judge, statusOfToken, tokensNotChecked } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const vapidSubUnchecked: QuirkDescription = defineQuirk(behaviours.vapidSubUnchecked, {
  why: 'An operator cannot reach a sender whose contact is nonsense.',
  probe: async (kit) => {
    const status = await statusOfToken(kit, () => ({ sub: 'nobody' }))
    if (status === undefined) return tokensNotChecked()
    return judge(isAccepted(status), `A post whose token has the sub "nobody" was answered ${status}.`)
  },
})
