import { behaviours } from '../fixture/index.ts'
import { judge, unacknowledged, unknown } from '../probing/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const redelivery: FeatureDescription = defineFeature({
  name: 'redelivery',
  role: 'connection',
  text: 'A message that was not acknowledged is sent again after a reconnect.',
  why: 'Nothing is lost when a client crashes while it handles a message.',
  evidence: 'RFC 8030 section 6.2',
  without: behaviours.withoutRedelivery,
  probe: async (kit) => {
    const messages = await kit.observe(unacknowledged)
    if (messages === undefined) return unknown('A client cannot come back.')
    const { direct, again } = messages
    if (direct.length === 0) return unknown('No message was delivered at once.')
    const count = direct.filter((name) => again.includes(name)).length
    return judge(count > 0, `Of ${direct.length} messages that were not acknowledged, ${count} came again.`)
  },
})
