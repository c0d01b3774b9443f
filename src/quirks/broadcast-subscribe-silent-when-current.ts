import { behaviours } from '../fixture/index.ts'
import { broadcastSubscription, describeAnswer, isBroadcast, judge, unknown } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const broadcastSubscribeSilentWhenCurrent: QuirkDescription = defineQuirk(
  behaviours.broadcastSubscribeSilentWhenCurrent,
  {
    why: 'A client cannot tell an answer without news from a lost one.',
    probe: async (kit) => {
      const { unheardOf, none } = await kit.observe(broadcastSubscription)
      if (none === undefined) return unknown(`A broadcast_subscribe ${describeAnswer(unheardOf)}.`)
      if (isBroadcast(none)) return judge(false, 'A broadcast_subscribe that could bring nothing new was answered.')
      if (!isBroadcast(unheardOf)) return unknown('No broadcast_subscribe was answered.')
      return judge(
        none.kind === 'silence',
        `A broadcast_subscribe that could bring nothing new ${describeAnswer(none)}.`,
      )
    },
  },
)
