import { behaviours } from '../fixture/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const location: FeatureDescription = defineFeature({
  name: 'location',
  role: 'endpoint',
  text: 'The answer to a push names the URL of the message.',
  why: 'The message can be deleted, and found in logs.',
  evidence: 'RFC 8030 section 5',
  without: behaviours.withoutLocation,
})
