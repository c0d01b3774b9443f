import { behaviours } from '../fixture/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const emptyPayload: FeatureDescription = defineFeature({
  name: 'empty-payload',
  role: 'endpoint',
  text: 'A message without a body is delivered.',
  why: 'A wake-up needs no content.',
  evidence: 'RFC 8291 section 1',
  without: behaviours.withoutEmptyPayload,
})
