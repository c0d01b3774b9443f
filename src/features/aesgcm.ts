import { behaviours } from '../fixture/index.ts'
import { isAccepted, judge, statusOf } from '../probing/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const aesgcm: FeatureDescription = defineFeature({
  name: 'aesgcm',
  role: 'endpoint',
  text: 'Messages encrypted with the draft encoding aesgcm are taken.',
  why: 'Older senders still use it.',
  evidence: 'draft-ietf-webpush-encryption-04',
  without: behaviours.withoutAesgcm,
  probe: async (kit) => {
    const status = await statusOf(kit, { contentEncoding: 'aesgcm' })
    return judge(isAccepted(status), `A post encrypted with aesgcm was answered ${status}.`)
  },
})
