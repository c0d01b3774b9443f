import { behaviours } from '../fixture/index.ts'
import { judge, stored, unknown } from '../probing/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const ttlZeroDrop: FeatureDescription = defineFeature({
  name: 'ttl-zero-drop',
  role: 'endpoint',
  text: 'A message with TTL 0 for an offline client is dropped.',
  why: 'Messages that are useless later never come later.',
  evidence: 'RFC 8030 section 5.2',
  without: behaviours.withoutTtlZeroDrop,
  probe: async (kit) => {
    const came = (await kit.observe(stored))?.came ?? []
    if (!came.includes('first')) return unknown('No message was stored, so that none had to be dropped.')
    const kept = came.includes('TTL 0')
    return judge(!kept, `A message with a TTL of 0 for a client that was away ${kept ? 'came' : 'did not come'} later.`)
  },
})
