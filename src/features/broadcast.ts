import { defineFeature, type FeatureDescription } from './feature.ts'

export const broadcast: FeatureDescription = defineFeature({
  name: 'broadcast',
  role: 'connection',
  text: 'Clients learn of new versions of broadcasts, at hello and by `broadcast_subscribe`.',
  why: 'One message reaches every client.',
  evidence: 'autopush-rs docs/src/architecture.md, megaphone',
})
