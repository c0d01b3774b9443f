import { behaviours } from '../fixture/index.ts'
import { acknowledgement, judge, unknown } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const partialAckRedeliversBatch: QuirkDescription = defineQuirk(behaviours.partialAckRedeliversBatch, {
  why: 'A message that was handled comes again as long as another of its batch is not acknowledged.',
  probe: async (kit) => {
    const rounds = await kit.observe(acknowledgement)
    if (rounds === undefined) return unknown('No stored message came that could be acknowledged.')
    const { afterOne, afterEach } = rounds
    if (afterEach.length > 0) return unknown('Acknowledged messages come again in any case.')
    const again = afterOne.includes('a')
    return judge(
      again,
      `One of three stored messages was acknowledged; it ${again ? 'came' : 'did not come'} again with the others.`,
    )
  },
})
