import { behaviours } from '../fixture/index.ts'
import { describeAnswer, helloAnswer, judge } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const channelIdsValidated: QuirkDescription = defineQuirk(behaviours.channelIdsValidated, {
  why: 'A client with one odd channel id cannot connect at all.',
  probe: async (kit) => {
    const answer = await helloAnswer(kit, { channelIDs: ['no UUID'] })
    const isGreeted = answer.kind === 'reply' && answer.reply.status === 200
    return judge(!isGreeted, `A hello whose channelIDs has an entry that is no UUID ${describeAnswer(answer)}.`)
  },
})
