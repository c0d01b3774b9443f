import { behaviours } from '../fixture/index.ts'
import { delivery, judge } from '../probing/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const ttlEcho: FeatureDescription = defineFeature({
  name: 'ttl-echo',
  role: 'endpoint',
  text: 'The answer to a push says for how long the message is kept.',
  why: 'A sender learns that its TTL was shortened.',
  evidence: 'RFC 8030 section 5.2',
  without: behaviours.withoutTtlEcho,
  probe: async (kit) => {
    const { ttl } = (await kit.observe(delivery)).receipt
    return judge(ttl !== undefined, `The answer to a post had ${ttl === undefined ? 'no TTL' : `the TTL ${ttl}`}.`)
  },
})
