import { behaviours } from '../fixture/index.ts'
import { judge, stored, unknown } from '../probing/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const deletion: FeatureDescription = defineFeature({
  name: 'delete',
  role: 'endpoint',
  text: 'A stored message can be deleted by its location.',
  why: 'A sender can take back what is no longer true.',
  evidence: 'RFC 8030 section 5; autopush-rs docs/src/http.md',
  without: behaviours.withoutDelete,
  probe: async (kit) => {
    const messages = await kit.observe(stored)
    const [deletion] = messages?.deletions ?? []
    if (messages === undefined || deletion === undefined)
      return unknown('No message was stored, or it has no location.')
    if (!messages.came.includes('first')) return unknown('No message was stored that could be deleted.')
    const came = messages.came.includes('deleted')
    const seen = `DELETE of a stored message was answered ${deletion.status}, and it ${came ? 'came' : 'did not come'}.`
    return judge(deletion.accepted && !came, seen)
  },
})
