import { behaviours } from '../fixture/index.ts'
import { judge, unacknowledged, unknown, unregistration } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

const message = 'of a channel that was given up'

export const unregisterKeepsMessages: QuirkDescription = defineQuirk(behaviours.unregisterKeepsMessages, {
  why: 'Messages come for a channel that the client has given up.',
  probe: async (kit) => {
    if (!(await kit.observe(unregistration)).works) return unknown('Channels cannot be given up.')
    const messages = await kit.observe(unacknowledged)
    if (!messages?.direct.includes(message)) return unknown('The message was not delivered at once.')
    if (messages.again.length === 0) return unknown('Nothing that was not acknowledged came again.')
    const again = messages.again.includes(message)
    return judge(again, `A message of a channel that was given up ${again ? 'came' : 'did not come'} again.`)
  },
})
