import { behaviours } from '../fixture/index.ts'
import { answerToFrame, describeAnswer, judge, unknown } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const framingErrorsClose1002: QuirkDescription = defineQuirk(behaviours.framingErrorsClose1002, {
  why: 'Too big, not text and broken framing cannot be told apart.',
  probe: async (kit) => {
    const answer = await kit.withClient((client) =>
      answerToFrame(kit, client, () => client.sendFrame(Buffer.of(0xc3, 0x28), { binary: false })),
    )
    const seen = `A text frame that is not UTF-8 ${describeAnswer(answer)}.`
    return answer.kind === 'closed' ? judge(answer.code === 1002, seen) : unknown(seen)
  },
})
