import { behaviours } from '../fixture/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const restrictedSubscription: FeatureDescription = defineFeature({
  name: 'restricted-subscription',
  role: 'connection',
  text: 'A channel can be registered with the key of the only application server that may push to it.',
  why: 'A stolen endpoint is of no use to others.',
  evidence: 'RFC 8292 section 4',
  without: behaviours.withoutRestrictedSubscriptions,
})
