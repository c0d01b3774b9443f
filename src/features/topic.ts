import { behaviours } from '../fixture/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const topic: FeatureDescription = defineFeature({
  name: 'topic',
  role: 'endpoint',
  text: 'A newer message replaces a stored one of the same topic.',
  why: 'A client that comes back gets the latest state once.',
  evidence: 'RFC 8030 section 5.4',
  without: behaviours.withoutTopic,
})
