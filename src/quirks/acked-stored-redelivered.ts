import { behaviours } from '../fixture/index.ts'
import { acknowledgement, delivery, judge, unknown } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const ackedStoredRedelivered: QuirkDescription = defineQuirk(behaviours.ackedStoredRedelivered, {
  why: 'A client must remember what it has handled, or handle it twice.',
  probe: async (kit) => {
    const rounds = await kit.observe(acknowledgement)
    if (rounds === undefined) return unknown('No stored message came that could be acknowledged.')
    const { atFirst, afterOne, afterEach } = rounds
    // Acknowledging by a number that is kept as text may be the fault, not the service's memory.
    if (typeof (await kit.observe(delivery)).frame.version === 'number') {
      return unknown('The service numbers its messages, so acknowledgements may not be understood.')
    }
    const seen = `Of ${atFirst.length} stored messages ${afterOne.length} came again after one was acknowledged, and ${afterEach.length} after all were.`
    return judge(afterEach.length > 0, seen)
  },
})
