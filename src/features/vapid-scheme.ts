import { behaviours } from '../fixture/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const vapidScheme: FeatureDescription = defineFeature({
  name: 'vapid-scheme',
  role: 'endpoint',
  text: 'The Authorization scheme vapid is taken.',
  why: 'It is the form of the standard.',
  evidence: 'RFC 8292 section 3',
  without: behaviours.withoutVapidScheme,
})
