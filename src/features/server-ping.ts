import { behaviours } from '../fixture/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const serverPing: FeatureDescription = defineFeature({
  name: 'server-ping',
  role: 'connection',
  text: 'The service pings idle connections, and ends those that do not answer.',
  why: 'Dead connections are found, and messages for them stored.',
  evidence: 'autopush-rs autoconnect settings, auto_ping_interval',
  without: behaviours.withoutServerPing,
  notProbed: 'A service may wait for minutes before it pings.',
})
