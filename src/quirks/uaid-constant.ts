import { behaviours } from '../fixture/index.ts'
import { greetings, judge, resumption } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const uaidConstant: QuirkDescription = defineQuirk(behaviours.uaidConstant, {
  why: 'Two clients are one.',
  probe: async (kit) => {
    const { areSame } = await kit.observe(greetings)
    if (!areSame) return judge(false, 'Two clients got different UAIDs.')
    const { keepsChannel } = await kit.observe(resumption)
    return judge(
      !keepsChannel,
      `Two clients got the same UAID, and one that came back was ${keepsChannel ? '' : 'not '}recognised by it.`,
    )
  },
})
