import { behaviours } from '../fixture/index.ts'
import { describeAnswer, judge, unknown, unregistration } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const unregisterEchoesRequest: QuirkDescription = defineQuirk(behaviours.unregisterEchoesRequest, {
  why: 'A strict client refuses the reply.',
  probe: async (kit) => {
    const { answer } = await kit.observe(unregistration)
    if (answer.kind !== 'reply') return unknown(`An unregister ${describeAnswer(answer)}.`)
    const echoes = 'code' in answer.reply
    return judge(echoes, `The reply to unregister had ${echoes ? 'the' : 'no'} code of the request.`)
  },
})
