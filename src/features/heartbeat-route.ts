import { behaviours } from '../fixture/index.ts'
import { probeRoute } from '../probing/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const heartbeatRoute: FeatureDescription = defineFeature({
  name: 'heartbeat-route',
  role: 'endpoint',
  text: '`/__heartbeat__` tells how the service and its storage are.',
  why: 'Operators see trouble before users do.',
  evidence: 'Dockerflow; autopush-rs autoendpoint server.rs',
  without: behaviours.withoutHeartbeatRoute,
  probe: (kit) => probeRoute(kit, '/__heartbeat__'),
})
