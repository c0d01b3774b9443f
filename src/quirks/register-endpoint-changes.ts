import { behaviours } from '../fixture/index.ts'
import { judge, reregistration } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const registerEndpointChanges: QuirkDescription = defineQuirk(behaviours.registerEndpointChanges, {
  why: 'Endpoints cannot be compared to tell whether two subscriptions are one.',
  probe: async (kit) => {
    const { sameUrl } = await kit.observe(reregistration)
    return judge(!sameUrl, `A channel that was registered twice got ${sameUrl ? 'the same URL' : 'two URLs'}.`)
  },
})
