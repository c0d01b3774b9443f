import { defineFeature, type FeatureDescription } from '../feature.ts'

export const clientRawFrames: FeatureDescription = defineFeature({
  name: 'client/raw-frames',
  role: 'client',
  text: 'A test can choose what a push client sends: messages, frames, channels, the words of hello.',
  why: 'Mistakes of clients can be played, and every field be looked at.',
  evidence: 'a browser sends only what its user agent wants to send',
  notProbed: 'It is a matter of the client.',
})
