import { behaviours } from '../fixture/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const resume: FeatureDescription = defineFeature({
  name: 'resume',
  role: 'connection',
  text: 'A client that gives its UAID at hello keeps its channels.',
  why: 'Subscriptions survive a lost connection.',
  evidence: 'autopush-rs docs/src/architecture.md, hello',
  without: behaviours.withoutResume,
})
