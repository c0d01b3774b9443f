import { behaviours } from '../fixture/index.ts'
import { isAccepted, judge, statusOf } from '../probing/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const aes128gcm: FeatureDescription = defineFeature({
  name: 'aes128gcm',
  role: 'endpoint',
  text: 'Messages encrypted with aes128gcm are taken.',
  why: 'It is the encoding of the standard.',
  evidence: 'RFC 8291',
  without: behaviours.withoutAes128gcm,
  probe: async (kit) => {
    const status = await statusOf(kit, { contentEncoding: 'aes128gcm' })
    return judge(isAccepted(status), `A post encrypted with aes128gcm was answered ${status}.`)
  },
})
