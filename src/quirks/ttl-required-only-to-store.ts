import { behaviours } from '../fixture/index.ts'
import { isAccepted, judge, stored, unknown, withoutTtl } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const ttlRequiredOnlyToStore: QuirkDescription = defineQuirk(behaviours.ttlRequiredOnlyToStore, {
  why: 'A sender that forgot the TTL learns of it only when a client is away.',
  probe: async (kit) => {
    const direct = await kit.observe(withoutTtl)
    if (!isAccepted(direct)) return judge(false, `A post without a TTL was answered ${direct}.`)
    const away = (await kit.observe(stored))?.sent['no TTL'].receipt.status
    if (away === undefined) return unknown('A client cannot come back, so that nothing can be stored for it.')
    const seen = `A post without a TTL was answered ${direct} if the client was there, and ${away} if it was away.`
    return judge(!isAccepted(away), seen)
  },
})
