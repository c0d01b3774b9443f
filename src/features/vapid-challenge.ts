import { behaviours } from '../fixture/index.ts'
import { forgery, judge, restriction, unknown } from '../probing/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const vapidChallenge: FeatureDescription = defineFeature({
  name: 'vapid-challenge',
  role: 'endpoint',
  text: 'A 401 has a WWW-Authenticate header that names the scheme.',
  why: 'A sender learns what is asked of it.',
  evidence: 'RFC 9110 section 11.6.1; RFC 8292 section 4.2',
  without: behaviours.withoutVapidChallenge,
  probe: async (kit) => {
    const refused = [(await kit.observe(restriction)).unsigned, (await kit.observe(forgery)).receipt]
    const receipt = refused.find(({ status }) => status === 401)
    if (receipt === undefined) return unknown('Nothing was answered 401.')
    const challenge = receipt.headers['www-authenticate']
    return judge(
      challenge !== undefined,
      `A 401 had ${challenge === undefined ? 'no WWW-Authenticate' : `WWW-Authenticate ${challenge}`}.`,
    )
  },
})
