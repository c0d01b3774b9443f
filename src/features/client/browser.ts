import { defineFeature, type FeatureDescription } from '../feature.ts'

export const clientBrowser: FeatureDescription = defineFeature({
  name: 'client/browser',
  role: 'client',
  text: 'Push clients are browsers: they have a page, a service worker and shown notifications.',
  why: 'What the user gets to see can be checked.',
  evidence: 'W3C Push API, Notifications API',
  notProbed: 'It is a matter of the client.',
})
