import { behaviours } from '../fixture/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const redelivery: FeatureDescription = defineFeature({
  name: 'redelivery',
  role: 'connection',
  text: 'A message that was not acknowledged is sent again after a reconnect.',
  why: 'Nothing is lost when a client crashes while it handles a message.',
  evidence: 'RFC 8030 section 6.2',
  without: behaviours.withoutRedelivery,
})
