import { behaviours } from '../fixture/index.ts'
import { greetings, judge } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const helloWithoutBroadcasts: QuirkDescription = defineQuirk(behaviours.helloWithoutBroadcasts, {
  why: 'A client that expects the field crashes.',
  probe: async (kit) => {
    const { broadcasts } = (await kit.observe(greetings)).first
    return judge(
      broadcasts === undefined,
      `The reply to hello had ${broadcasts === undefined ? 'no' : 'the field'} broadcasts.`,
    )
  },
})
