import { behaviours } from '../fixture/index.ts'
import { judge, mailbox, sendSigned } from '../probing/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const vapidScheme: FeatureDescription = defineFeature({
  name: 'vapid-scheme',
  role: 'endpoint',
  text: 'The Authorization scheme vapid is taken.',
  why: 'It is the form of the standard.',
  evidence: 'RFC 8292 section 3',
  without: behaviours.withoutVapidScheme,
  probe: async (kit) => {
    const { subscription } = await kit.observe(mailbox)
    const { status, accepted } = await sendSigned(kit, subscription, { scheme: 'vapid' })
    return judge(accepted, `A post signed in the scheme vapid was answered ${status}.`)
  },
})
