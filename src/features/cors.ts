import { behaviours } from '../fixture/index.ts'
import { emptyDelivery, judge, mailbox } from '../probing/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const cors: FeatureDescription = defineFeature({
  name: 'cors',
  role: 'endpoint',
  text: 'Pages of any origin can send.',
  why: 'A web page can be an application server.',
  evidence: 'autopush-rs autoendpoint server.rs',
  without: behaviours.withoutCors,
  probe: async (kit) => {
    const { endpoint } = (await kit.observe(mailbox)).subscription
    const preflight = await kit.sender.request('OPTIONS', endpoint, {
      Origin: 'https://app.example',
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'ttl',
    })
    const { receipt } = await kit.observe(emptyDelivery)
    const allowed = [preflight, receipt].map(({ headers }) => headers['access-control-allow-origin'])
    return judge(
      allowed.every((origin) => origin !== undefined),
      `Preflight and post of a page were answered ${preflight.status} and ${receipt.status}; origins allowed: ${allowed.map((origin) => origin ?? 'none').join(', ')}.`,
    )
  },
})
