import { behaviours } from '../fixture/index.ts'
import { probeRoute } from '../probing/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const versionRoute: FeatureDescription = defineFeature({
  name: 'version-route',
  role: 'endpoint',
  text: '`/__version__` tells which build runs.',
  why: 'A test can tell what it runs against.',
  evidence: 'Dockerflow; autopush-rs autoendpoint server.rs',
  without: behaviours.withoutVersionRoute,
  probe: (kit) => probeRoute(kit, '/__version__'),
})
