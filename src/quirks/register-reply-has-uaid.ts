import { behaviours } from '../fixture/index.ts'
import { judge, mailbox } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const registerReplyHasUaid: QuirkDescription = defineQuirk(behaviours.registerReplyHasUaid, {
  why: 'A strict client refuses the reply.',
  probe: async (kit) => {
    const hasUaid = 'uaid' in (await kit.observe(mailbox)).registration
    return judge(hasUaid, `The reply to register had ${hasUaid ? 'the' : 'no'} uaid.`)
  },
})
