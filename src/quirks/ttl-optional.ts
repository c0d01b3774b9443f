import { behaviours } from '../fixture/index.ts'
import { isAccepted, judge, stored, unknown, withoutTtl } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const ttlOptional: QuirkDescription = defineQuirk(behaviours.ttlOptional, {
  why: 'A sender that forgot the TTL is not told, and its messages vanish.',
  probe: async (kit) => {
    const direct = await kit.observe(withoutTtl)
    if (!isAccepted(direct)) return judge(false, `A post without a TTL was answered ${direct}.`)
    const away = (await kit.observe(stored))?.sent['no TTL'].receipt.status
    if (away === undefined) return unknown('A client cannot come back, so that nothing can be stored for it.')
    return judge(isAccepted(away), `A post without a TTL to a client that was away was answered ${away}.`)
  },
})
