import { behaviours } from '../fixture/index.ts'
import { isAccepted, judge, stored, unknown, wrongTopic } from '../probing/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const topic: FeatureDescription = defineFeature({
  name: 'topic',
  role: 'endpoint',
  text: 'A newer message replaces a stored one of the same topic.',
  why: 'A client that comes back gets the latest state once.',
  evidence: 'RFC 8030 section 5.4',
  without: behaviours.withoutTopic,
  probe: async (kit) => {
    const came = (await kit.observe(stored))?.came ?? []
    if (came.includes('newer of topic') && !came.includes('older of topic')) {
      return judge(true, 'Of two stored messages with one topic the newer came.')
    }
    // A service that refuses wrong topics knows them, even if it does not replace anything.
    const status = await kit.observe(wrongTopic)
    const seen = `A post with the Topic "no topic!" was answered ${status}.`
    return isAccepted(status) ? judge(false, seen) : unknown(seen)
  },
})
