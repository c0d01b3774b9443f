import { behaviours } from '../fixture/index.ts'
import { describeAnswer, judge, unregistration } from '../probing/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const unregister: FeatureDescription = defineFeature({
  name: 'unregister',
  role: 'connection',
  text: 'A client can give a channel up, and its endpoint then answers 410 or 404.',
  why: 'Senders learn that nobody listens any more.',
  evidence: 'RFC 8030 section 7.3',
  without: behaviours.withoutUnregister,
  probe: async (kit) => {
    const { answer, gone } = await kit.observe(unregistration)
    // Whether it has an effect is the matter of a quirk.
    const isConfirmed = answer.kind === 'reply' && answer.reply.status === 200
    return judge(isConfirmed, `An unregister ${describeAnswer(answer)}, and a post to the channel ${gone.status}.`)
  },
})
