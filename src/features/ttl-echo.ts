import { behaviours } from '../fixture/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const ttlEcho: FeatureDescription = defineFeature({
  name: 'ttl-echo',
  role: 'endpoint',
  text: 'The answer to a push says for how long the message is kept.',
  why: 'A sender learns that its TTL was shortened.',
  evidence: 'RFC 8030 section 5.2',
  without: behaviours.withoutTtlEcho,
})
