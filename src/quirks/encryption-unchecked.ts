import { behaviours } from '../fixture/index.ts'
import { isAccepted, judge, withoutContentEncoding } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const encryptionUnchecked: QuirkDescription = defineQuirk(behaviours.encryptionUnchecked, {
  why: 'A sender learns of its mistake from the silence of its clients.',
  probe: async (kit) => {
    const status = await kit.observe(withoutContentEncoding)
    return judge(isAccepted(status), `A post without Content-Encoding was answered ${status}.`)
  },
})
