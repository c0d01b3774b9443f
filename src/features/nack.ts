import { behaviours } from '../fixture/index.ts'
import { answerToFrame, describeAnswer, judge } from '../probing/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const nack: FeatureDescription = defineFeature({
  name: 'nack',
  role: 'connection',
  text: 'A client can say that a notification was taken but not handled.',
  why: 'The service can tell broken service workers from lost messages.',
  evidence: 'autopush-rs autoconnect protocol.rs, ClientMessage::Nack',
  without: behaviours.withoutNack,
  probe: async (kit) => {
    const answer = await kit.withClient((client) => answerToFrame(kit, client, () => client.nack({ version: 'none' })))
    return judge(answer.kind === 'silence', `A nack ${describeAnswer(answer)}.`)
  },
})
