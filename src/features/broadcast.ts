import { behaviours } from '../fixture/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const broadcast: FeatureDescription = defineFeature({
  name: 'broadcast',
  role: 'connection',
  text: 'Clients learn at hello which broadcasts are newer than theirs, and later of each change.',
  why: 'One message reaches every client.',
  evidence: 'autopush-rs docs/src/architecture.md, megaphone',
  without: behaviours.withoutBroadcast,
})
