import { behaviours } from '../fixture/index.ts'
import { describeAnswer, judge, pings, unknown } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const pingAbuseClose4774: QuirkDescription = defineQuirk(behaviours.pingAbuseClose4774, {
  why: 'Firefox stays away after such a close.',
  probe: async (kit) => {
    const { first, second } = await kit.observe(pings)
    if (second === undefined) return unknown(`An application ping ${describeAnswer(first)}.`)
    const seen = `A second application ping, right behind the first, ${describeAnswer(second)}.`
    return judge(second.kind === 'closed' && second.code === 4774, seen)
  },
})
