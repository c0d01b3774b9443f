import { defineFeature, type FeatureDescription } from '../feature.ts'

export const controlFaults: FeatureDescription = defineFeature({
  name: 'control/faults',
  role: 'control',
  text: 'The test can make the server misbehave.',
  why: 'What a client does about trouble can be checked.',
  evidence: 'the fixture server',
  notProbed: 'Nobody can reach into a service from outside.',
})
