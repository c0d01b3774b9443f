import { behaviours } from '../fixture/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const duplicateSessionEviction: FeatureDescription = defineFeature({
  name: 'duplicate-session-eviction',
  role: 'connection',
  text: 'A new session of a client ends the old one.',
  why: 'A client whose network changed need not wait until its old connection is found dead.',
  evidence: 'autopush-rs autoconnect registry, ghost sessions',
  without: behaviours.withoutDuplicateSessionEviction,
})
