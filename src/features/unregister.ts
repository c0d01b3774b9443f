import { behaviours } from '../fixture/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const unregister: FeatureDescription = defineFeature({
  name: 'unregister',
  role: 'connection',
  text: 'A client can give a channel up, and its endpoint then answers 410 or 404.',
  why: 'Senders learn that nobody listens any more.',
  evidence: 'RFC 8030 section 7.3',
  without: behaviours.withoutUnregister,
})
