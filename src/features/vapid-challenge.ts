import { behaviours } from '../fixture/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const vapidChallenge: FeatureDescription = defineFeature({
  name: 'vapid-challenge',
  role: 'endpoint',
  text: 'A 401 has a WWW-Authenticate header that names the scheme.',
  why: 'A sender learns what is asked of it.',
  evidence: 'RFC 9110 section 11.6.1; RFC 8292 section 4.2',
  without: behaviours.withoutVapidChallenge,
})
