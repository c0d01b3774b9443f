import { behaviours } from '../fixture/index.ts'
import { broadcastSubscription, greetings, judge } from '../probing/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const broadcast: FeatureDescription = defineFeature({
  name: 'broadcast',
  role: 'connection',
  text: 'Clients learn at hello which broadcasts are newer than theirs, and later of each change.',
  why: 'One message reaches every client.',
  evidence: 'autopush-rs docs/src/architecture.md, megaphone',
  without: behaviours.withoutBroadcast,
  probe: async (kit) => {
    if ((await kit.observe(greetings)).first.broadcasts !== undefined) {
      return judge(true, 'The reply to hello had the field broadcasts.')
    }
    const { isKnown } = await kit.observe(broadcastSubscription)
    return judge(
      isKnown,
      `The reply to hello had no broadcasts, and broadcast_subscribe was ${isKnown ? '' : 'not '}answered.`,
    )
  },
})
