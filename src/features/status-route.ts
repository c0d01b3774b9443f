import { behaviours } from '../fixture/index.ts'
import { probeRoute } from '../probing/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const statusRoute: FeatureDescription = defineFeature({
  name: 'status-route',
  role: 'endpoint',
  text: '`/status` tells the version of the service.',
  why: 'A test can tell what it runs against.',
  evidence: 'autopush-rs autoendpoint server.rs',
  without: behaviours.withoutStatusRoute,
  probe: (kit) => probeRoute(kit, '/status'),
})
