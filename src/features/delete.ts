import { behaviours } from '../fixture/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const deletion: FeatureDescription = defineFeature({
  name: 'delete',
  role: 'endpoint',
  text: 'A stored message can be deleted by its location.',
  why: 'A sender can take back what is no longer true.',
  evidence: 'RFC 8030 section 5; autopush-rs docs/src/http.md',
  without: behaviours.withoutDelete,
})
