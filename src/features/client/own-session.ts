import { defineFeature, type FeatureDescription } from '../feature.ts'

export const clientOwnSession: FeatureDescription = defineFeature({
  name: 'client/own-session',
  role: 'client',
  text: 'Each push client has a connection and a UAID of its own.',
  why: 'One can be away while another is there.',
  evidence: 'the containers of one browser share both',
  notProbed: 'It is a matter of the client.',
})
