import { behaviours } from '../fixture/index.ts'
import { probeRoute } from '../probing/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const lbheartbeatRoute: FeatureDescription = defineFeature({
  name: 'lbheartbeat-route',
  role: 'endpoint',
  text: '`/__lbheartbeat__` answers 200 as long as the process runs.',
  why: 'A load balancer knows where to send requests.',
  evidence: 'Dockerflow; autopush-rs autoendpoint server.rs',
  without: behaviours.withoutLbheartbeatRoute,
  probe: (kit) => probeRoute(kit, '/__lbheartbeat__'),
})
