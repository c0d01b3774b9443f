import { behaviours } from '../fixture/index.ts'
import { forgery, judge, tokensNotChecked } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const vapidRefusedWith401: QuirkDescription = defineQuirk(behaviours.vapidRefusedWith401, {
  why: 'A sender cannot tell a missing signature from a wrong one.',
  probe: async (kit) => {
    const { receipt, isChecked } = await kit.observe(forgery)
    if (!isChecked) return tokensNotChecked()
    return judge(receipt.status === 401, `A post with a wrong signature was answered ${receipt.status}.`)
  },
})
