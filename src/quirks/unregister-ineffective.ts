import { behaviours } from '../fixture/index.ts'
import { describeAnswer, judge, unknown, unregistration } from '../probing/index.ts'
import { defineQuirk, type QuirkDescription } from './quirk.ts'

export const unregisterIneffective: QuirkDescription = defineQuirk(behaviours.unregisterIneffective, {
  why: 'An endpoint that was given up goes on to take messages.',
  probe: async (kit) => {
    const { answer, gone } = await kit.observe(unregistration)
    const seen = `An unregister ${describeAnswer(answer)}, and a post to the channel ${gone.status}.`
    if (answer.kind !== 'reply' || answer.reply.status !== 200) return unknown(seen)
    return judge(gone.accepted, seen)
  },
})
