import { behaviours } from '../fixture/index.ts'
import { judge, stored, unacknowledged, unknown } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const deleteMissesDirect: QuirkDescription = defineQuirk(behaviours.deleteMissesDirect, {
  why: 'A message that a crashed client has not handled comes back although its sender took it back.',
  probe: async (kit) => {
    const before = await kit.observe(stored)
    if (before?.deletions[0]?.accepted !== true || before.came.includes('deleted')) {
      return unknown('Messages cannot be deleted, or not be stored.')
    }
    const messages = await kit.observe(unacknowledged)
    if (!messages?.direct.includes('deleted at once')) return unknown('The message was not delivered at once.')
    if (messages.again.length === 0) return unknown('Nothing that was not acknowledged came again.')
    const again = messages.again.includes('deleted at once')
    return judge(again, `A message that was deleted while the client had it ${again ? 'came' : 'did not come'} again.`)
  },
})
