import { behaviours } from '../fixture/index.ts'
import { isAccepted, judge, statusOfToken, tokensNotChecked } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const vapidExpNoLeeway: QuirkDescription = defineQuirk(behaviours.vapidExpNoLeeway, {
  why: 'A sender whose clock is a second slow is refused.',
  probe: async (kit) => {
    const status = await statusOfToken(kit, ({ now }) => ({ exp: now - 20 }))
    if (status === undefined) return tokensNotChecked()
    return judge(!isAccepted(status), `A post whose token expired 20 seconds ago was answered ${status}.`)
  },
})
