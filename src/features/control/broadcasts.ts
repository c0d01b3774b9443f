import { defineFeature, type FeatureDescription } from '../feature.ts'

export const controlBroadcasts: FeatureDescription = defineFeature({
  name: 'control/broadcasts',
  role: 'control',
  text: 'The test can set broadcasts.',
  why: 'What clients learn of can be chosen.',
  evidence: 'the fixture server',
  notProbed: 'Nobody can reach into a service from outside.',
})
