import { defineFeature, type FeatureDescription } from '../feature.ts'

export const clientAnyPayload: FeatureDescription = defineFeature({
  name: 'client/any-payload',
  role: 'client',
  text: 'Push clients get any payload: also bytes that are no UTF-8, and an encrypted nothing.',
  why: 'What was sent can be compared with what came, byte by byte.',
  evidence: 'Chromium 156 drops such messages before its service worker',
  notProbed: 'It is a matter of the client.',
})
