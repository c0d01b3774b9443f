import { behaviours } from '../fixture/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const ackBatch: FeatureDescription = defineFeature({
  name: 'ack-batch',
  role: 'connection',
  text: 'One ack message can acknowledge several notifications.',
  why: 'A client that comes back answers once rather than a hundred times.',
  evidence: 'autopush-rs autoconnect protocol.rs, ClientMessage::Ack',
  without: behaviours.withoutAckBatch,
})
