import { behaviours } from '../fixture/index.ts'
import { isAccepted, judge, reregistration, unknown } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const oldEndpointsSurviveReregister: QuirkDescription = defineQuirk(behaviours.oldEndpointsSurviveReregister, {
  why: 'An endpoint that leaked cannot be revoked by subscribing anew.',
  probe: async (kit) => {
    const { oldUrl } = await kit.observe(reregistration)
    if (oldUrl === undefined) return unknown('Channels cannot be given up.')
    return judge(isAccepted(oldUrl), `The first URL of a channel that was registered anew answered ${oldUrl}.`)
  },
})
