import { behaviours } from '../fixture/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const ttlZeroDrop: FeatureDescription = defineFeature({
  name: 'ttl-zero-drop',
  role: 'endpoint',
  text: 'A message with TTL 0 for an offline client is dropped.',
  why: 'Messages that are useless later never come later.',
  evidence: 'RFC 8030 section 5.2',
  without: behaviours.withoutTtlZeroDrop,
})
