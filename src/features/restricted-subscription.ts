import { behaviours } from '../fixture/index.ts'
import { judge, restriction, unknown } from '../probing/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const restrictedSubscription: FeatureDescription = defineFeature({
  name: 'restricted-subscription',
  role: 'connection',
  text: 'A channel can be registered with the key of the only application server that may push to it.',
  why: 'A stolen endpoint is of no use to others.',
  evidence: 'RFC 8292 section 4',
  without: behaviours.withoutRestrictedSubscriptions,
  probe: async (kit) => {
    const { unsigned, foreign, own } = await kit.observe(restriction)
    const seen = `A restricted subscription answered ${unsigned.status} to an unsigned post, ${foreign.status} to one with another key, and ${own.status} to its own.`
    return own.accepted ? judge(!unsigned.accepted && !foreign.accepted, seen) : unknown(seen)
  },
})
