import { behaviours } from '../fixture/index.ts'
import { acknowledgement, judge, unknown } from '../probing/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const ackBatch: FeatureDescription = defineFeature({
  name: 'ack-batch',
  role: 'connection',
  text: 'One ack message can acknowledge several notifications.',
  why: 'A client that comes back answers once rather than a hundred times.',
  evidence: 'autopush-rs autoconnect protocol.rs, ClientMessage::Ack',
  without: behaviours.withoutAckBatch,
  probe: async (kit) => {
    const rounds = await kit.observe(acknowledgement)
    if (rounds === undefined) return unknown('No stored message came that could be acknowledged.')
    const { afterOne, afterBatch, afterEach } = rounds
    const seen = `Of ${afterOne.length} messages that were acknowledged in one message, ${afterBatch.length} came again.`
    if (afterOne.length < 2 || afterEach.length > 0) return unknown(seen)
    return judge(afterBatch.length === 0, seen)
  },
})
