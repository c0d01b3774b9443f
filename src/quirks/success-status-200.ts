import { behaviours } from '../fixture/index.ts'
import { delivery, judge } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const successStatus200: QuirkDescription = defineQuirk(behaviours.successStatus200, {
  why: 'A sender that looks for 201 takes an accepted message for refused.',
  probe: async (kit) => {
    const { status } = (await kit.observe(delivery)).receipt
    return judge(status === 200, `A post that was taken was answered ${status}.`)
  },
})
