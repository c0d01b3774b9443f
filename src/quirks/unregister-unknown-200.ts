import { behaviours } from '../fixture/index.ts'
import { describeAnswer, judge, unknown, unregistration } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const unregisterUnknown200: QuirkDescription = defineQuirk(behaviours.unregisterUnknown200, {
  why: 'A client cannot tell that it gave up the wrong channel.',
  probe: async (kit) => {
    const answer = (await kit.observe(unregistration)).unknown
    if (answer?.kind !== 'reply') return unknown('The unregister was not answered.')
    return judge(answer.reply.status === 200, `The unregister of an unknown channel ${describeAnswer(answer)}.`)
  },
})
