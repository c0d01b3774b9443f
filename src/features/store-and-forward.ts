import { behaviours } from '../fixture/index.ts'
import { judge, stored, unknown } from '../probing/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const storeAndForward: FeatureDescription = defineFeature({
  name: 'store-and-forward',
  role: 'endpoint',
  text: 'A message for an offline client is kept until it comes back or the TTL ends.',
  why: 'Nothing is lost while a device is off.',
  evidence: 'RFC 8030 section 5.2',
  without: behaviours.withoutStoreAndForward,
  probe: async (kit) => {
    const messages = await kit.observe(stored)
    if (messages === undefined) return unknown('A client cannot come back.')
    const came = messages.came.includes('first')
    return judge(came, `A message for a client that was away ${came ? 'came' : 'did not come'} when it was back.`)
  },
})
