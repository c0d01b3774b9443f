import { behaviours } from '../fixture/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const broadcastErrors: FeatureDescription = defineFeature({
  name: 'broadcast-errors',
  role: 'connection',
  text: 'Broadcast ids that are unknown are named under `errors`.',
  why: 'A client learns that it waits for something that never comes.',
  evidence: 'autopush-rs autoconnect broadcast handling',
  without: behaviours.withoutBroadcastErrors,
})
