import { behaviours } from '../fixture/index.ts'
import { delivery, judge } from '../probing/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const location: FeatureDescription = defineFeature({
  name: 'location',
  role: 'endpoint',
  text: 'The answer to a push names the URL of the message.',
  why: 'The message can be deleted, and found in logs.',
  evidence: 'RFC 8030 section 5',
  without: behaviours.withoutLocation,
  probe: async (kit) => {
    const { location } = (await kit.observe(delivery)).receipt
    return judge(location !== undefined, `The answer to a post had ${location === undefined ? 'no' : 'a'} Location.`)
  },
})
