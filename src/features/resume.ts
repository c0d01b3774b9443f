import { behaviours } from '../fixture/index.ts'
import { judge, resumption } from '../probing/index.ts'
import { defineFeature, type FeatureDescription } from './feature.ts'

export const resume: FeatureDescription = defineFeature({
  name: 'resume',
  role: 'connection',
  text: 'A client that gives its UAID at hello keeps its channels.',
  why: 'Subscriptions survive a lost connection.',
  evidence: 'autopush-rs docs/src/architecture.md, hello',
  without: behaviours.withoutResume,
  probe: async (kit) => {
    const { keepsUaid, keepsChannel } = await kit.observe(resumption)
    const seen = `A client that came back ${keepsUaid ? 'kept its UAID' : 'got another UAID'}${keepsUaid === keepsChannel ? '' : ', and lost its channel'}.`
    return judge(keepsChannel, seen)
  },
})
