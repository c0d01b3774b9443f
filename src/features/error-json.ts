import { behaviours } from '../fixture/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const errorJson: FeatureDescription = defineFeature({
  name: 'error-json',
  role: 'endpoint',
  text: 'A refusal has a JSON body with `errno`.',
  why: 'A sender can tell what to do.',
  evidence: 'autopush-rs docs/src/errors.md',
  without: behaviours.withoutErrorJson,
})
