import { behaviours } from '../fixture/index.ts'
import { judge, stored, unknown } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const ttlZeroStatus204: QuirkDescription = defineQuirk(behaviours.ttlZeroStatus204, {
  why: 'A sender that looks for 201 takes an accepted message for refused.',
  probe: async (kit) => {
    const status = (await kit.observe(stored))?.sent['TTL 0'].receipt.status
    if (status === undefined) return unknown('A client cannot come back, so that it cannot be away.')
    return judge(status === 204, `A post with a TTL of 0 to a client that was away was answered ${status}.`)
  },
})
