import { behaviours } from '../fixture/index.ts'
import { judge, refusal, unknown } from '../probing/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const errorJson: FeatureDescription = defineFeature({
  name: 'error-json',
  role: 'endpoint',
  text: 'A refusal has a JSON body with `errno`.',
  why: 'A sender can tell what to do.',
  evidence: 'autopush-rs docs/src/errors.md',
  without: behaviours.withoutErrorJson,
  probe: async (kit) => {
    const { status, errno, accepted } = await kit.observe(refusal)
    const seen = `A post with a TTL of -1 was answered ${status}, errno ${errno ?? 'none'}.`
    return accepted ? unknown(seen) : judge(errno !== undefined, seen)
  },
})
