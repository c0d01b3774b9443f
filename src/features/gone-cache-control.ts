import { behaviours } from '../fixture/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const goneCacheControl: FeatureDescription = defineFeature({
  name: 'gone-cache-control',
  role: 'endpoint',
  text: 'A 410 says for how long it can be cached.',
  why: 'Proxies spare the service the messages for dead subscriptions.',
  evidence: 'autopush-rs autoendpoint error.rs',
  without: behaviours.withoutGoneCacheControl,
})
