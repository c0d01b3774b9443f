import { behaviours } from '../fixture/index.ts'
import { judge, mailbox, sendSigned } from '../probing/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const vapidDraft01: FeatureDescription = defineFeature({
  name: 'vapid-draft-01',
  role: 'endpoint',
  text: 'The Authorization schemes WebPush and Bearer with `Crypto-Key: p256ecdsa` are taken.',
  why: 'Older senders still use them.',
  evidence: 'draft-ietf-webpush-vapid-01',
  without: behaviours.withoutVapidDraft01,
  probe: async (kit) => {
    const { subscription } = await kit.observe(mailbox)
    const { status, accepted } = await sendSigned(kit, subscription, { scheme: 'webpush' })
    return judge(accepted, `A post signed in the scheme WebPush was answered ${status}.`)
  },
})
