import { behaviours } from '../fixture/index.ts'
import { describeAnswer, invalidJson, judge, unknown } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const closeReasonIsVariantName: QuirkDescription = defineQuirk(behaviours.closeReasonIsVariantName, {
  why: 'Nobody who reads a log can tell what the client did wrong.',
  probe: async (kit) => {
    const answer = await kit.observe(invalidJson)
    const seen = `A frame that is no JSON ${describeAnswer(answer)}.`
    if (answer.kind !== 'closed' || answer.reason === '') return unknown(seen)
    return judge(/^[A-Z][A-Za-z]*$/.test(answer.reason), seen)
  },
})
