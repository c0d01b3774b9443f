import { defineFeature, type FeatureDescription } from '../feature.ts'

export const clientNack: FeatureDescription = defineFeature({
  name: 'client/nack',
  role: 'client',
  text: 'A test can have a push client say that it could not handle a message.',
  why: 'The code of the failure can be chosen.',
  evidence: 'a browser sends nack when its service worker fails, as Firefox does, or never',
  notProbed: 'It is a matter of the client.',
})
