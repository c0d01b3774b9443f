import { behaviours } from '../fixture/index.ts'
import { delivery, judge, stored, unknown } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const storedStatus202: QuirkDescription = defineQuirk(behaviours.storedStatus202, {
  why: 'A sender that looks for 201 takes an accepted message for refused.',
  probe: async (kit) => {
    const status = (await kit.observe(stored))?.sent.first.receipt.status
    if (status === undefined) return unknown('A client cannot come back, so that nothing can be stored for it.')
    const direct = (await kit.observe(delivery)).receipt.status
    const seen = `A post to a client that was away was answered ${status}, and one to a connected client ${direct}.`
    return judge(status === 202 && direct !== 202, seen)
  },
})
