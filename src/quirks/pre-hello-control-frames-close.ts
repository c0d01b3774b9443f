import { behaviours } from '../fixture/index.ts'
import { describeAnswer, earlyPing, judge } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const preHelloControlFramesClose: QuirkDescription = defineQuirk(behaviours.preHelloControlFramesClose, {
  why: 'A client library that pings at once is cut off.',
  probe: async (kit) => {
    const answer = await kit.observe(earlyPing)
    return judge(answer.kind === 'closed', `A WebSocket Ping before hello ${describeAnswer(answer)}.`)
  },
})
