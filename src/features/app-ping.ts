import { behaviours } from '../fixture/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const appPing: FeatureDescription = defineFeature({
  name: 'app-ping',
  role: 'connection',
  text: 'The service answers the application-level ping `{}`.',
  why: 'Clients behind proxies notice dead connections.',
  evidence: 'autopush-rs autoconnect-ws-sm, process_ping',
  without: behaviours.withoutAppPing,
})
