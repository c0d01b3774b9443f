import { behaviours } from '../fixture/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const cors: FeatureDescription = defineFeature({
  name: 'cors',
  role: 'endpoint',
  text: 'Pages of any origin can send.',
  why: 'A web page can be an application server.',
  evidence: 'autopush-rs autoendpoint server.rs',
  without: behaviours.withoutCors,
})
