import { defineFeature, type FeatureDescription } from '../feature.ts'

export const controlServer: FeatureDescription = defineFeature({
  name: 'control/server',
  role: 'control',
  text: 'The test holds the server: it can drop connections and see what the service saw.',
  why: 'The other end of a promise can be checked.',
  evidence: 'the fixture server',
  notProbed: 'Nobody can reach into a service from outside.',
})
