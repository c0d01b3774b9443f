import { behaviours } from '../fixture/index.ts'
import { judge, unknown, unregistration } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const goneAnswers404: QuirkDescription = defineQuirk(behaviours.goneAnswers404, {
  why: 'A sender that deletes subscriptions on 410 alone keeps dead ones.',
  probe: async (kit) => {
    const { gone, works } = await kit.observe(unregistration)
    const seen = `A post to a channel that was given up was answered ${gone.status}.`
    return works ? judge(gone.status === 404, seen) : unknown(seen)
  },
})
