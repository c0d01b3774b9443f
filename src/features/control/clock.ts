import { defineFeature, type FeatureDescription } from '../feature.ts'

export const controlClock: FeatureDescription = defineFeature({
  name: 'control/clock',
  role: 'control',
  text: "The test can move the server's clock.",
  why: 'A TTL of an hour passes in no time.',
  evidence: 'the fixture server',
  notProbed: 'Nobody can reach into a service from outside.',
})
