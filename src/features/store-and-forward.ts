import { behaviours } from '../fixture/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const storeAndForward: FeatureDescription = defineFeature({
  name: 'store-and-forward',
  role: 'endpoint',
  text: 'A message for an offline client is kept until it comes back or the TTL ends.',
  why: 'Nothing is lost while a device is off.',
  evidence: 'RFC 8030 section 5.2',
  without: behaviours.withoutStoreAndForward,
})
