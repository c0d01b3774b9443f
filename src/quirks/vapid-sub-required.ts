import { behaviours } from '../fixture/index.ts'
import { isAccepted, judge, statusOfToken, tokensNotChecked } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const vapidSubRequired: QuirkDescription = defineQuirk(behaviours.vapidSubRequired, {
  why: 'A sender that names no contact, which is optional, is refused.',
  probe: async (kit) => {
    const status = await statusOfToken(kit, () => ({ sub: undefined }))
    if (status === undefined) return tokensNotChecked()
    return judge(!isAccepted(status), `A post whose token has no sub was answered ${status}.`)
  },
})
