import { behaviours } from '../fixture/index.ts'
import { broadcastSubscription, describeAnswer, judge } from '../probing/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const broadcastSubscribe: FeatureDescription = defineFeature({
  name: 'broadcast-subscribe',
  role: 'connection',
  text: 'A client can ask for broadcasts at any time.',
  why: 'A browser learns of what it needs after it has connected.',
  evidence: 'autopush-rs autoconnect protocol.rs, ClientMessage::BroadcastSubscribe',
  without: behaviours.withoutBroadcastSubscribe,
  probe: async (kit) => {
    const { unheardOf, isKnown } = await kit.observe(broadcastSubscription)
    return judge(isKnown, `A broadcast_subscribe ${describeAnswer(unheardOf)}.`)
  },
})
