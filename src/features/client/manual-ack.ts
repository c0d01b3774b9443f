import { defineFeature, type FeatureDescription } from '../feature.ts'

export const clientManualAck: FeatureDescription = defineFeature({
  name: 'client/manual-ack',
  role: 'client',
  text: 'A test can choose whether and when a push client acknowledges.',
  why: 'What comes again can be checked.',
  evidence: 'a browser acknowledges a message before its service worker has handled it',
  notProbed: 'It is a matter of the client.',
})
