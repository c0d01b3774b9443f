import { behaviours } from '../fixture/index.ts'
import { emptyDelivery, judge } from '../probing/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const emptyPayload: FeatureDescription = defineFeature({
  name: 'empty-payload',
  role: 'endpoint',
  text: 'A message without a body is delivered.',
  why: 'A wake-up needs no content.',
  evidence: 'RFC 8291 section 1',
  without: behaviours.withoutEmptyPayload,
  probe: async (kit) => {
    const { receipt, notification } = await kit.observe(emptyDelivery)
    const came = notification !== undefined
    return judge(came, `A post without a body was answered ${receipt.status}, and ${came ? 'came' : 'did not come'}.`)
  },
})
