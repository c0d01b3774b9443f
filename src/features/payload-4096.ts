import { behaviours } from '../fixture/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const payload4096: FeatureDescription = defineFeature({
  name: 'payload-4096',
  role: 'endpoint',
  text: 'An encrypted body of 4096 bytes, 3993 of plaintext, is taken.',
  why: 'Senders may rely on this size.',
  evidence: 'RFC 8030 section 7.2; RFC 8291 section 4',
  without: behaviours.withoutPayload4096,
})
