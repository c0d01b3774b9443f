import { behaviours } from '../fixture/index.ts'
import { isAccepted, judge, statusOfToken, tokensNotChecked } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const vapidAudStringOnly: QuirkDescription = defineQuirk(behaviours.vapidAudStringOnly, {
  why: 'A token with a list of audiences, which JWT allows, is refused.',
  probe: async (kit) => {
    const status = await statusOfToken(kit, ({ origin }) => ({ aud: [origin] }))
    if (status === undefined) return tokensNotChecked()
    return judge(!isAccepted(status), `A post whose token has a list in aud was answered ${status}.`)
  },
})
