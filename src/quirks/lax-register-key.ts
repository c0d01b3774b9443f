import { behaviours } from '../fixture/index.ts'
import { badKeys, describeAnswer, judge, restriction, unknown } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const laxRegisterKey: QuirkDescription = defineQuirk(behaviours.laxRegisterKey, {
  why: 'A subscription is made that no sender can ever use.',
  probe: async (kit) => {
    const { short } = await kit.observe(badKeys)
    const seen = `A register with a key of one byte ${describeAnswer(short)}.`
    if (short.kind !== 'reply' || short.reply.status !== 200) return judge(false, seen)
    // A service that ignores keys takes any.
    const { unsigned, foreign } = await kit.observe(restriction)
    return unsigned.accepted && foreign.accepted ? unknown(`${seen} Keys are not looked at.`) : judge(true, seen)
  },
})
