import { behaviours } from '../fixture/index.ts'
import { delivery, isAccepted, judge, statusOf } from '../probing/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const payload4096: FeatureDescription = defineFeature({
  name: 'payload-4096',
  role: 'endpoint',
  text: 'An encrypted body of 4096 bytes, 3993 of plaintext, is taken.',
  why: 'Senders may rely on this size.',
  evidence: 'RFC 8030 section 7.2; RFC 8291 section 4',
  without: behaviours.withoutPayload4096,
  probe: async (kit) => {
    // What each coding adds: header, sender's key and tag, or delimiter and tag.
    const overhead = (await kit.observe(delivery)).contentEncoding === 'aes128gcm' ? 103 : 18
    const status = await statusOf(kit, { payload: 'x'.repeat(4096 - overhead) })
    return judge(isAccepted(status), `A post of 4096 bytes was answered ${status}.`)
  },
})
