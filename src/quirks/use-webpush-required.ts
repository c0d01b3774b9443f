import { behaviours } from '../fixture/index.ts'
import { describeAnswer, helloAnswer, judge } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const useWebpushRequired: QuirkDescription = defineQuirk(behaviours.useWebpushRequired, {
  why: 'A client that leaves the optional field out cannot connect.',
  probe: async (kit) => {
    const answer = await helloAnswer(kit, { use_webpush: null })
    const isGreeted = answer.kind === 'reply' && answer.reply.status === 200
    return judge(!isGreeted, `A hello without use_webpush ${describeAnswer(answer)}.`)
  },
})
