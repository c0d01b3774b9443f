import { behaviours } from '../fixture/index.ts'
import { delivery, judge, unknown } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const ttlInNotification: QuirkDescription = defineQuirk(behaviours.ttlInNotification, {
  why: 'A strict client refuses the message.',
  probe: async (kit) => {
    const { notification, frame } = await kit.observe(delivery)
    if (notification === undefined) return unknown('No notification came.')
    return judge('ttl' in frame, `A notification had ${'ttl' in frame ? 'the' : 'no'} ttl.`)
  },
})
