import { behaviours } from '../fixture/index.ts'
import { delivery, forgery, judge, unknown } from '../probing/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const vapid: FeatureDescription = defineFeature({
  name: 'vapid',
  role: 'endpoint',
  text: 'Application servers identify themselves with VAPID, and wrong signatures are refused.',
  why: 'Operators can contact senders, and restrict subscriptions to them.',
  evidence: 'RFC 8292',
  without: behaviours.withoutVapid,
  probe: async (kit) => {
    const { receipt } = await kit.observe(forgery)
    if ((await kit.observe(delivery)).vapid === false) return unknown('The service takes unsigned messages only.')
    return judge(!receipt.accepted, `A post with a wrong signature was answered ${receipt.status}.`)
  },
})
