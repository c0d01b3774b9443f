import { behaviours } from '../fixture/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const vapid: FeatureDescription = defineFeature({
  name: 'vapid',
  role: 'endpoint',
  text: 'Application servers identify themselves with VAPID, and wrong signatures are refused.',
  why: 'Operators can contact senders, and restrict subscriptions to them.',
  evidence: 'RFC 8292',
  without: behaviours.withoutVapid,
})
