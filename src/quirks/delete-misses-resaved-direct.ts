import { behaviours } from '../fixture/index.ts'
import { judge, stored, unacknowledged, unknown } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const deleteMissesResavedDirect: QuirkDescription = defineQuirk(behaviours.deleteMissesResavedDirect, {
  why: 'A message that was taken back is delivered after the next reconnect.',
  probe: async (kit) => {
    const before = await kit.observe(stored)
    if (before?.deletions[0]?.accepted !== true || before.came.includes('deleted')) {
      return unknown('Messages cannot be deleted, or not be stored.')
    }
    const messages = await kit.observe(unacknowledged)
    if (!messages?.direct.includes('deleted later')) return unknown('The message was not delivered at once.')
    if (messages.again.length === 0) return unknown('Nothing that was not acknowledged came again.')
    const again = messages.again.includes('deleted later')
    return judge(
      again,
      `A message that was deleted after the client had left ${again ? 'came' : 'did not come'} again.`,
    )
  },
})
