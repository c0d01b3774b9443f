import { behaviours } from '../fixture/index.ts'
import { answerToFrame, describeAnswer, judge, pings, unknown } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const fragmentsRefused: QuirkDescription = defineQuirk(behaviours.fragmentsRefused, {
  why: 'A client whose library splits long messages is cut off.',
  probe: async (kit) => {
    const whole = await kit.observe(pings)
    if (whole.first.kind !== 'reply') return unknown(`A message in one frame ${describeAnswer(whole.first)} too.`)
    const answer = await kit.withClient((client) =>
      answerToFrame(kit, client, () => {
        client.sendFrame('{', { fin: false })
        client.sendFrame('}')
      }),
    )
    return judge(answer.kind === 'closed', `A message in two frames ${describeAnswer(answer)}.`)
  },
})
