import { behaviours } from '../fixture/index.ts'
import { judge, unacknowledged, unknown } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const directWaitsForAck: QuirkDescription = defineQuirk(behaviours.directWaitsForAck, {
  why: 'One message that is handled slowly holds up all that follow.',
  probe: async (kit) => {
    const messages = await kit.observe(unacknowledged)
    if (messages === undefined || messages.direct.length === 0) return unknown('No message was delivered at once.')
    const { direct } = messages
    return judge(direct.length === 1, `A client that acknowledged nothing got ${direct.length} of 7 messages at once.`)
  },
})
